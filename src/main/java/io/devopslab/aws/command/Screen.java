package io.devopslab.aws.command;

import io.devopslab.text.Message;

/** Where a command writes. */
public interface Screen {

    /** Text for standard output, as it is. */
    void print(String text);

    /** A line for standard error. */
    void note(String line);

    /** The message in the reader's language, in lines of at most 80 columns. */
    String said(Message message);
}
