package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.runtime.git.GitCaller;
import java.util.List;

/** Somebody who has something to do when branches and tags move. */
public interface MoveListener {

    /** Takes note of the moves, inside of the write that announces them: all is kept, or nothing. */
    void moved(StoredRepository row, List<Move> moves, GitCaller caller);

    /** Follows up, when the notes have been kept. */
    void followUp();
}
