package io.devopslab.cloud.runtime.container;

/** Starts nothing. */
final class NoHost implements ContainerHost {

    @Override
    public Hosted start(ContainerPlan plan, Listener listener) throws ContainerException {
        throw new ContainerException("this cloud has no container engine");
    }

    @Override
    public void removeLeftovers() {}

    @Override
    public void close() {}
}
