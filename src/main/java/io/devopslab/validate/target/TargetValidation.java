package io.devopslab.validate.target;

import io.devopslab.catalog.Lab;
import io.devopslab.session.Home;
import io.devopslab.target.Site;
import io.devopslab.validate.Case;
import io.devopslab.validate.Proof;
import io.devopslab.validate.Prover;
import io.devopslab.validate.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Proves labs on a cloud of others. What it does not carry is told and not tried.
 *
 * @param site the cloud; nobody else should work in it meanwhile, for what they make would be taken for what a lab leaves
 * @param directory for the files of the sessions and for workspaces; the caller deletes it
 * @param patience how long a cloud may take until its services show what was done in it, in its time
 * @param shard which mutants are tried; everything else is in each part
 */
public record TargetValidation(Site site, Path directory, Duration patience, Shard shard) {

    /** The usual patience: metrics of LocalStack's logs, alarms and deliveries take seconds, not minutes. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * One lab after the other.
     *
     * @param listener hears of each case when it is done, by the lab's id
     */
    public List<Proof> prove(List<Lab> labs, BiConsumer<String, Case> listener) throws InterruptedException {
        List<Proof> proofs = new ArrayList<>();
        for (Lab lab : labs) {
            Home home = new Home(directory.resolve("home"), directory.resolve("labs"));
            Scene scene = new Scene(lab, site, home, patience);
            proofs.add(new TargetProof(lab, scene, new Prover(done -> listener.accept(lab.id(), done)), shard).prove());
        }
        return proofs;
    }
}
