package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.runtime.git.GitCaller;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.Repository;

/** Somebody who has something to do when branches and tags move. */
public interface MoveListener {

    /**
     * Looks at the moves, while nothing else moves in the repository.
     *
     * @return takes note of them, inside of the write that announces them: all is kept, or nothing
     */
    Runnable prepare(StoredRepository row, Repository git, List<Move> moves, GitCaller caller) throws IOException;

    /** Follows up, when the notes have been kept. */
    void followUp();
}
