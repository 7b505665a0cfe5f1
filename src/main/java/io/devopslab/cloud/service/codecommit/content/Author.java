package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.CommitMessageLengthExceededException;
import software.amazon.awssdk.services.codecommit.model.InvalidEmailException;
import software.amazon.awssdk.services.codecommit.model.NameLengthExceededException;

/** Who makes a commit, and what is said of it; author and committer are the same. */
public record Author(String name, String email, Optional<String> message) {

    private static final int MAX_NAME = 1024;
    private static final int MAX_MESSAGE_BYTES = 256 << 10;
    private static final Pattern EMAIL = Pattern.compile("[^<>\\p{Cntrl}]{0,256}");

    /** The author that a request names; without a name it is the caller's own. */
    public static Author of(GitCaller caller, @Nullable String name, @Nullable String email, @Nullable String message) {
        String checkedName = name == null || name.isEmpty() ? Arns.name(caller.arn()) : name;
        String checkedEmail = email == null ? "" : email;
        if (checkedName.length() > MAX_NAME) {
            throw Errors.of(
                    NameLengthExceededException.builder(),
                    "The user name is not valid because it has exceeded the character limit for author names.");
        }
        if (!EMAIL.matcher(checkedEmail).matches()) {
            throw Errors.of(
                    InvalidEmailException.builder(),
                    "The specified email address either contains one or more characters that are not allowed, or it "
                            + "exceeds the maximum number of characters allowed for an email address.");
        }
        if (message != null && message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
            throw Errors.of(
                    CommitMessageLengthExceededException.builder(),
                    "The commit message is too long. Provide a shorter string.");
        }
        return new Author(
                checkedName, checkedEmail, Optional.ofNullable(message).filter(text -> !text.isEmpty()));
    }

    public PersonIdent at(Instant when) {
        return new PersonIdent(name, email, when, ZoneOffset.UTC);
    }
}
