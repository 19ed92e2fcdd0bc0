package org.imagecopy.conformance.engine;

/** Hears how a run comes along. */
public interface Progress {

    /** Says nothing. */
    Progress NONE = new Progress() {
        @Override
        public void stage(String text) {
            // nobody listens
        }

        @Override
        public void count(String what, int done, int of) {
            // nobody listens
        }
    };

    /** A new stage of the run begins. */
    void stage(String text);

    /** So many of so many are done. */
    void count(String what, int done, int of);
}
