package io.devopslab.cloud.service.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/** Tells EventBridge, for buckets that have it turned on (Amazon S3 User Guide, "EventBridge event message structure"). */
final class ObjectEvents {

    private final ServiceContext context;
    private final Buckets buckets;
    private final ObjectTable objects;

    ObjectEvents(ServiceContext context, Buckets buckets, ObjectTable objects) {
        this.context = context;
        this.buckets = buckets;
        this.objects = objects;
    }

    /**
     * An object stands.
     *
     * @param reason the operation: {@code PutObject}, {@code CopyObject}, {@code CompleteMultipartUpload}
     */
    void created(StoredObject object, String reason, AwsRequest request) {
        ObjectNode described = described(object);
        described.put("size", object.size());
        publish(object, "Object Created", described, request, detail -> detail.put("reason", reason));
    }

    /** A version, or a delete marker, is gone for good. */
    void erased(StoredObject object, AwsRequest request) {
        deleted(object, "Permanently Deleted", request);
    }

    /** An object is hidden behind a delete marker. */
    void hidden(StoredObject marker, AwsRequest request) {
        deleted(marker, "Delete Marker Created", request);
    }

    private void deleted(StoredObject object, String type, AwsRequest request) {
        publish(object, "Object Deleted", described(object), request, detail -> {
            detail.put("reason", "DeleteObject");
            detail.put("deletion-type", type);
        });
    }

    void tagsChanged(StoredObject object, String detailType, AwsRequest request) {
        publish(object, detailType, described(object), request, detail -> {});
    }

    private ObjectNode described(StoredObject object) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("key", object.key());
        if (object.eTag() != null) {
            described.put("etag", object.eTag().replace("\"", ""));
        }
        if (object.head().versionId() != null) {
            described.put("version-id", object.head().versionId());
        }
        return described;
    }

    private void publish(
            StoredObject object,
            String detailType,
            ObjectNode described,
            AwsRequest request,
            java.util.function.Consumer<ObjectNode> more) {
        Bucket bucket = buckets.require(object.bucket());
        boolean wanted = bucket.setting(NotificationConfiguration.class)
                .filter(configuration -> configuration.eventBridgeConfiguration() != null)
                .isPresent();
        if (!wanted) {
            return;
        }
        described.put("sequencer", objects.sequencer());
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("version", "0");
        detail.putObject("bucket").put("name", bucket.name());
        detail.set("object", described);
        detail.put("request-id", context.ids().upper(16));
        detail.put("requester", Caller.of(request, context).account());
        detail.put("source-ip-address", "127.0.0.1");
        more.accept(detail);
        Scope scope = new Scope(context.scope().account(), bucket.region());
        context.events().publish(scope, "aws.s3", detailType, List.of("arn:aws:s3:::" + bucket.name()), detail);
    }
}
