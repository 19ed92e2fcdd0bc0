package org.imagecopy.conformance.steps;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.CaseCodec;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.spool.Codec;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;

/** Scenes as bytes, for the build that wrote them and no other. Equal scenes give equal bytes. */
public final class SceneCodec implements Codec<Scene> {

    private static final CaseCodec CASE = new CaseCodec();
    private static final Base.Kind[] BASES = Base.Kind.values();
    private static final Change.Kind[] CHANGES = Change.Kind.values();
    private static final Check[] CHECKS = Check.values();
    private static final Signing[] SIGNINGS = Signing.values();

    @Override
    public void encode(Scene scene, Encoder to) {
        CASE.encode(scene.scenario(), to);
        to.count(scene.base().kind().ordinal()).texts(scene.base().regions());
        to.all(scene.changes(), (change, out) -> out.count(change.kind().ordinal()).text(change.parameter()).text(change.value()));
        to.all(scene.expectations(), (expectation, out) -> out.count(expectation.check().ordinal()).texts(expectation.arguments()).text(expectation.sentence()));
        to.count(scene.signing().ordinal()).text(scene.transport());
        to.flag(scene.reversed()).flag(scene.repeated()).flag(scene.onSameConnection()).count(scene.together()).count(scene.times());
    }

    @Override
    public Scene decode(Decoder from) {
        Scene scene = new Scene();
        scene.begin(CASE.decode(from));
        scene.base(new Base(BASES[from.count()], from.texts()));
        from.all(in -> new Change(CHANGES[in.count()], in.text(), in.text())).forEach(scene::change);
        from.all(in -> new Expectation(CHECKS[in.count()], in.texts(), in.text())).forEach(scene::expect);
        scene.sign(SIGNINGS[from.count()]);
        scene.travel(from.text());
        if (from.flag()) {
            scene.reverse();
        }
        if (from.flag()) {
            scene.repeat();
        }
        if (from.flag()) {
            scene.sameConnection();
        }
        scene.together(from.count());
        scene.times(from.count());
        return scene;
    }
}
