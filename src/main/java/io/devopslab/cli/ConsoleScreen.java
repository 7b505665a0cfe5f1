package io.devopslab.cli;

import io.devopslab.aws.command.Screen;
import io.devopslab.cli.console.Console;
import io.devopslab.text.Message;
import io.devopslab.text.Wrapping;

/** The console as the commands of AWS see it. */
record ConsoleScreen(Console console) implements Screen {

    private static final Wrapping PROSE = new Wrapping(80);

    @Override
    public void print(String text) {
        console.raw(text);
    }

    @Override
    public void note(String line) {
        console.note(line);
    }

    @Override
    public String said(Message message) {
        return PROSE.layOut(message.in(console.language()), "", "");
    }
}
