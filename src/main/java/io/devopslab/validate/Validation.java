package io.devopslab.validate;

import io.devopslab.catalog.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/**
 * Proves labs.
 *
 * @param seed of the clouds' identifiers: the same seed gives the same ones
 * @param jobs how many cases run at once, of all labs together
 * @param kills where commands are killed too
 * @param shard which part of it all
 * @param tools a directory of commands that builds find first, as {@code JavaTools} makes one
 */
public record Validation(long seed, int jobs, Kills kills, Shard shard, Optional<Path> tools) {

    public Validation {
        if (jobs < 1) {
            throw new IllegalArgumentException("At least one case at a time must run, not " + jobs + ".");
        }
    }

    /**
     * @param listener hears of each case when it is done, by the lab's id; one call at a time for a lab
     */
    public List<Proof> prove(List<Lab> labs, BiConsumer<String, Case> listener) throws InterruptedException {
        ExecutorService drivers =
                Executors.newFixedThreadPool(Math.max(1, labs.size()), task -> new Thread(task, "lab-validate-lab"));
        try (Crew crew = new Crew(jobs)) {
            List<Future<Proof>> proofs = new ArrayList<>();
            for (Lab lab : labs) {
                Prover prover = new Prover(done -> listener.accept(lab.id(), done));
                proofs.add(drivers.submit(() -> prove(lab, prover, crew)));
            }
            List<Proof> done = new ArrayList<>();
            for (Future<Proof> proof : proofs) {
                done.add(proof.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A proof ended without a result.", e.getCause());
        } finally {
            drivers.shutdownNow();
        }
    }

    private Proof prove(Lab lab, Prover prover, Crew crew) throws InterruptedException {
        try (Stages stages = new Stages(lab, seed, tools)) {
            return new LabProof(lab, stages, prover, crew, kills, shard).prove();
        }
    }
}
