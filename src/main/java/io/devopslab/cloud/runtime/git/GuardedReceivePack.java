package io.devopslab.cloud.runtime.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * Takes a push within CodeCommit's quotas (CodeCommit User Guide, "Quotas"): a blob of 2 GB, 4,000 references.
 * The default branch cannot be deleted. Hooks in a repository are never run.
 */
final class GuardedReceivePack extends ReceivePack {

    private static final long MAX_BLOB_BYTES = 2L << 30;
    private static final int MAX_REFERENCES = 4_000;

    private final HostedRepository hosted;
    private final GitCaller caller;

    GuardedReceivePack(HostedRepository hosted, GitCaller caller) {
        super(hosted.git());
        this.hosted = hosted;
        this.caller = caller;
        setBiDirectionalPipe(false);
        setAllowCreates(true);
        setAllowDeletes(true);
        setAllowNonFastForwards(true);
        setMaxObjectSizeLimit(MAX_BLOB_BYTES);
        setObjectChecker(new ObjectChecker().setAllowLeadingZeroFileMode(true).setAllowInvalidPersonIdent(true));
        setRefLogIdent(new PersonIdent(caller.arn(), ""));
        setPreReceiveHook((pack, commands) -> refuse(commands));
    }

    @Override
    protected void executeCommands() {
        hosted.change(caller, super::executeCommands);
    }

    private void refuse(Collection<ReceiveCommand> commands) {
        String defaultBranch = defaultBranch();
        boolean tooMany = commands.size() > MAX_REFERENCES;
        for (ReceiveCommand command : commands) {
            if (tooMany) {
                reject(command, "a push may change " + MAX_REFERENCES + " references at most");
            } else if (command.getType() == ReceiveCommand.Type.DELETE
                    && command.getRefName().equals(defaultBranch)) {
                reject(command, "the default branch cannot be deleted");
            }
        }
    }

    private static void reject(ReceiveCommand command, String reason) {
        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason);
    }

    private String defaultBranch() {
        try {
            Ref head = hosted.git().exactRef(Constants.HEAD);
            return head == null ? "" : head.getTarget().getName();
        } catch (IOException e) {
            throw new UncheckedIOException("The default branch cannot be read.", e);
        }
    }
}
