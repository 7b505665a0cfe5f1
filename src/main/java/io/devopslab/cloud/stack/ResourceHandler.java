package io.devopslab.cloud.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * Provisions resources of one CloudFormation type by calling the service's SDK client, as any user of it would.
 * The calls may block until the resource is stable; they run on threads of the engine. An SDK exception, or an
 * {@link IllegalArgumentException} for properties that make no sense, fails the resource with its message.
 *
 * <p>Types, properties, return values and update behaviours follow the CloudFormation Template Reference.
 */
public interface ResourceHandler {

    /** For example {@code AWS::S3::Bucket}. */
    String type();

    /** The top-level properties whose change needs a replacement of the resource. */
    Set<String> createOnly();

    /** Creates the resource. Called again with the same token after a kill, it must find what it made before. */
    Provisioned create(ResourceRequest request);

    /**
     * Changes the resource of {@link ResourceRequest#physicalId} from {@link ResourceRequest#previous} to
     * {@link ResourceRequest#properties}. Never called for a change of a create-only property.
     */
    Provisioned update(ResourceRequest request);

    /**
     * Takes an update back: {@link ResourceRequest#properties} are those from before it.
     *
     * @param attributes the resource's attributes from before the update
     */
    default Provisioned revert(ResourceRequest request, ObjectNode attributes) {
        return update(request);
    }

    /** Deletes the resource; one that is gone already counts as deleted. */
    void delete(ResourceRequest request);

    /**
     * The live properties of the resource, named as in a template, as far as the service tells them; empty when
     * the resource does not exist. What drift detection compares with the template.
     */
    Optional<ObjectNode> read(String physicalId);

    /**
     * A resource that stands.
     *
     * @param physicalId what {@code Ref} gives
     * @param attributes what {@code Fn::GetAtt} gives, by attribute name; nested attributes as {@code A.B}
     */
    record Provisioned(String physicalId, ObjectNode attributes) {}
}
