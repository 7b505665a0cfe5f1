package io.devopslab.cloud.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * Carries out one key of the attribute {@code UpdatePolicy} for the resources of a type (CloudFormation User Guide,
 * "UpdatePolicy attribute"): what is done before the type's handler updates the resource.
 */
public interface UpdatePolicy {

    /** The type, for example {@code AWS::Lambda::Alias}. */
    String type();

    /** The key, for example {@code CodeDeployLambdaAliasUpdate}. */
    String key();

    /**
     * Does it, and blocks until it is done; nothing, when the changed properties do not call for it. Called again with
     * the same token after a kill, it goes on with what it began before.
     *
     * @param policy what the template says under the key, intrinsics applied
     * @param progress is told what the events of the stack are to say meanwhile
     * @throws ResourceFailure when the resource is not to be updated
     */
    void apply(ResourceRequest request, ObjectNode policy, Consumer<String> progress);
}
