package org.imagecopy.conformance;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

/** Dependencies point downwards only. */
class ArchitectureTest {

    private static final String BASE = "org.imagecopy.conformance.";
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.imagecopy.conformance");

    @Test
    void everyPackageUsesOnlyWhatIsBelowIt() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("cli").definedBy(BASE + "cli..").layer("report").definedBy(BASE + "report..").layer("engine").definedBy(BASE + "engine..")
                .layer("steps").definedBy(BASE + "steps..").layer("check").definedBy(BASE + "check..").layer("result").definedBy(BASE + "result..")
                .layer("family").definedBy(BASE + "family..").layer("exchange").definedBy(BASE + "exchange..").layer("target").definedBy(BASE + "target..")
                .layer("contract").definedBy(BASE + "contract..").layer("signature").definedBy(BASE + "signature..")
                .layer("selftest").definedBy(BASE + "selftest..").layer("reference").definedBy(BASE + "reference..")
                .layer("spool").definedBy(BASE + "spool..")
                .layer("emulator").definedBy(BASE + "emulator..").layer("fault").definedBy(BASE + "fault..")
                .whereLayer("cli").mayOnlyAccessLayers("report", "engine", "steps", "check", "result", "family", "exchange", "target", "contract",
                        "signature", "emulator", "fault", "reference", "selftest")
                .whereLayer("selftest").mayOnlyAccessLayers("engine", "check", "result", "contract", "reference", "emulator", "fault")
                .whereLayer("reference").mayOnlyAccessLayers("engine", "target", "emulator")
                .whereLayer("report").mayOnlyAccessLayers("result", "contract", "spool")
                .whereLayer("engine").mayOnlyAccessLayers("steps", "check", "result", "family", "exchange", "target", "contract", "signature", "spool")
                .whereLayer("steps").mayOnlyAccessLayers("check", "family", "exchange", "contract", "spool")
                .whereLayer("check").mayOnlyAccessLayers("contract", "exchange")
                .whereLayer("result").mayOnlyAccessLayers("contract", "spool")
                .whereLayer("family").mayOnlyAccessLayers("exchange", "signature", "target")
                .whereLayer("exchange").mayOnlyAccessLayers("target", "signature", "spool")
                .whereLayer("target").mayNotAccessAnyLayer()
                .whereLayer("contract").mayOnlyAccessLayers("spool")
                .whereLayer("spool").mayNotAccessAnyLayer()
                .whereLayer("signature").mayNotAccessAnyLayer()
                .whereLayer("emulator").mayOnlyAccessLayers("signature")
                .whereLayer("fault").mayOnlyAccessLayers("emulator")
                .check(CLASSES);
    }

    @Test
    void stepsDoNotJudge() {
        noClasses().that().resideInAPackage(BASE + "steps..").should().dependOnClassesThat().haveSimpleName("Judge").check(CLASSES);
    }
}
