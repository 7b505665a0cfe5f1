package io.devopslab.cloud.service.cloudformation.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** {@code AWS::CloudFormation::WaitConditionHandle}: {@code Ref} gives the URL that takes the signals. */
final class WaitConditionHandleHandler implements ResourceHandler {

    private final Mailbox mailbox;

    WaitConditionHandleHandler(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public String type() {
        return "AWS::CloudFormation::WaitConditionHandle";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties.requireKnown(request.properties(), Set.of());
        return new Provisioned(mailbox.url("handle-" + request.token()), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return new Provisioned(request.physicalId(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        mailbox.clear(key(request.physicalId()));
    }

    /** The key of the signals that go to a handle's URL. */
    static String key(String url) {
        String path = URI.create(url).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        throw new UnsupportedOperationException("Handles of wait conditions have no drift");
    }
}
