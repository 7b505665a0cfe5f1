package io.devopslab.aws.command;

import io.devopslab.aws.OperationModel;
import io.devopslab.aws.Operations;
import io.devopslab.aws.UnknownNameException;
import io.devopslab.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;

/** What there is, in 80 columns. */
final class HelpPages {

    private static final int WIDTH = 80;

    private final Screen screen;

    HelpPages(Screen screen) {
        this.screen = screen;
    }

    void services() {
        TreeSet<String> services = new TreeSet<>(Operations.present());
        services.add("s3");
        say("help.services");
        columns(List.copyOf(services));
        say("help.globals");
    }

    void operations(String service) {
        List<String> words = new ArrayList<>(HighLevel.words(service));
        if (!service.equals("s3")) {
            try {
                words.addAll(OperationModel.commands(service));
            } catch (UnknownNameException e) {
                throw Usage.of("service.absent", service);
            }
        }
        say("help.operations", service);
        columns(words.stream().sorted().toList());
        say("help.operations.more", service);
    }

    void options(OperationModel operation) {
        Options options = new Options(operation);
        say("help.options", operation.name().operation());
        for (String name : options.names()) {
            options.member(name).ifPresent(member -> option(name, member));
        }
        say("help.options.more");
    }

    private void option(String name, SdkField<?> member) {
        String kind =
                switch (member.marshallingType().getKnownType()) {
                    case SDK_POJO -> "structure";
                    case SDK_BYTES -> "blob";
                    case INSTANT -> "timestamp";
                    default -> member.marshallingType().getKnownType().name().toLowerCase(Locale.ROOT);
                };
        String line = "  " + name + " <" + kind + ">";
        screen.print(line + (Options.isRequired(member) ? "  *" : "") + "\n");
    }

    private void columns(List<String> words) {
        int width = words.stream().mapToInt(String::length).max().orElse(0) + 2;
        int count = Math.max(1, (WIDTH - 2) / width);
        int rows = (words.size() + count - 1) / count;
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = row; i < words.size(); i += rows) {
                line.append(words.get(i)).append(" ".repeat(width - words.get(i).length()));
            }
            screen.print(line.toString().stripTrailing() + "\n");
        }
    }

    private void say(String key, Object... arguments) {
        screen.print(screen.said(Message.of(HelpPages.class, key, arguments)) + "\n");
    }
}
