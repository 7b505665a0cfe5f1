package io.devopslab.cloud.runtime.function;

/** Where the lines of one environment go. Called by several threads, one at a time. */
public interface FunctionLog {

    /** An entry of the log; it may hold line breaks. */
    void entry(String text);

    /** A call has ended: what was buffered should be kept. */
    void flush();
}
