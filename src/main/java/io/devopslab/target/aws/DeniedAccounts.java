package io.devopslab.target.aws;

import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The accounts in which nothing is ever made, whatever is said on the command line: those of the file
 * {@code $LAB_HOME/aws-denied-accounts}, one a line, and those of the variable {@code LAB_AWS_DENY}. Each is an account's number or
 * its alias; what stands behind {@code #} is a comment. A list that cannot be read whole denies all: what it says is not known.
 */
public final class DeniedAccounts {

    /** The file's name under {@code $LAB_HOME}. */
    public static final String FILE = "aws-denied-accounts";

    /** The variable. */
    public static final String VARIABLE = "LAB_AWS_DENY";

    private static final int LARGEST = 64 * 1024;

    /** A number of twelve digits, or an alias (IAM API Reference, CreateAccountAlias). */
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]");

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int SHOWN = 40;

    /** Where each was denied. */
    private final Map<String, String> denied;

    private DeniedAccounts(Map<String, String> denied) {
        this.denied = Map.copyOf(denied);
    }

    /**
     * Reads both lists.
     *
     * @throws UsageException when one of them holds what is no account, or cannot be read
     */
    public static DeniedAccounts read(Path labHome, Map<String, String> environment) {
        Map<String, String> denied = new LinkedHashMap<>();
        Path file = labHome.resolve(FILE);
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                denied.put(account(line, file + ":" + (i + 1)), file.toString());
            }
        }
        for (String word : environment.getOrDefault(VARIABLE, "").split("[,\\s]+", -1)) {
            if (!word.isEmpty()) {
                denied.put(account(word, VARIABLE), VARIABLE);
            }
        }
        return new DeniedAccounts(denied);
    }

    private static String account(String text, String where) {
        boolean number = NUMBER.matcher(text).matches();
        if (number ? text.length() == 12 : ACCOUNT.matcher(text).matches()) {
            return text;
        }
        throw new UsageException(
                Message.of(DeniedAccounts.class, "denied.no-account", where, shown(text)),
                Message.of(DeniedAccounts.class, "denied.no-account.cure"));
    }

    /** Whatever stands in a file must not reach a terminal as it is. */
    private static String shown(String text) {
        String plain = text.replaceAll("[\\p{C}\\p{Z}]", "?");
        return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
    }

    private static List<String> lines(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw unreadable(file, "> " + LARGEST + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new ArrayList<>(text.replaceFirst("^\uFEFF", "").lines().toList());
        } catch (CharacterCodingException e) {
            throw unreadable(file, "not UTF-8");
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
    }

    private static UsageException unreadable(Path file, String why) {
        return new UsageException(
                Message.of(DeniedAccounts.class, "denied.unreadable", file, why),
                Message.of(DeniedAccounts.class, "denied.unreadable.cure"));
    }

    /**
     * Lets an account pass that is not denied.
     *
     * @throws UsageException when it is
     */
    public void refuse(AwsAccount account) {
        String where = denied.getOrDefault(account.id(), "");
        if (where.isEmpty()) {
            where = account.alias().map(alias -> denied.getOrDefault(alias, "")).orElse("");
        }
        if (!where.isEmpty()) {
            throw new UsageException(
                    Message.of(DeniedAccounts.class, "denied", account.name(), account.id(), where),
                    Message.of(DeniedAccounts.class, "denied.cure"));
        }
    }
}
