package io.devopslab.session.watch;

import java.time.Duration;
import java.util.Optional;

/** Rung by some threads, heard by one. However often it rang since it was last heard, it is heard once. */
final class Bell implements Changes {

    private boolean rung;
    private Optional<RuntimeException> broken = Optional.empty();

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Nobody will ring any more, and why: the next who listens gets this. */
    synchronized void breakDown(RuntimeException reason) {
        broken = Optional.of(reason);
        notifyAll();
    }

    @Override
    public synchronized boolean await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); !rung && broken.isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        if (broken.isPresent()) {
            throw broken.get();
        }
        boolean heard = rung;
        rung = false;
        return heard;
    }
}
