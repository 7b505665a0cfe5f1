package io.devopslab.session.traffic;

import io.devopslab.session.traffic.Sample.Deployment;
import java.util.Map;
import java.util.Optional;

/** The way that calls take to those who answer. */
interface Route {

    /** Makes one call and counts its answer. By several threads at once. */
    void call();

    /** What part of the calls is to go to whom, from 0 to 1; nothing where nobody says. */
    Map<String, Double> weights();

    /** The newest deployment of CodeDeploy's that changes who answers. */
    Optional<Deployment> deployment();

    /** Why the last call got no answer. */
    Optional<String> refusal();
}
