package io.devopslab.cloud.service.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.DashboardEntry;
import software.amazon.awssdk.services.cloudwatch.model.DeleteDashboardsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListDashboardsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListDashboardsResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutDashboardRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutDashboardResponse;

/** Dashboards: kept, and drawn by nobody. */
final class Dashboards {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int MOST_LISTED = 1_000;
    private static final int MOST_WIDGETS = 500;

    private final ServiceContext context;
    private final Table<Dashboard> dashboards;

    /** A dashboard as it is kept. */
    record Dashboard(String name, String body, Instant modified) {}

    Dashboards(ServiceContext context) {
        this.context = context;
        this.dashboards = context.store().table("dashboards", Dashboard.class);
    }

    private String arn(String name) {
        return "arn:aws:cloudwatch::" + context.scope().account() + ":dashboard/" + name;
    }

    PutDashboardResponse put(PutDashboardRequest request) {
        name(request.dashboardName());
        CloudWatchErrors.required("DashboardBody", request.dashboardBody());
        check(request.dashboardBody());
        dashboards.put(
                request.dashboardName(),
                new Dashboard(
                        request.dashboardName(),
                        request.dashboardBody(),
                        context.time().instant()));
        return PutDashboardResponse.builder()
                .dashboardValidationMessages(List.of())
                .build();
    }

    private static void name(@Nullable String name) {
        CloudWatchErrors.required("DashboardName", name);
        if (name == null || !NAME.matcher(name).matches()) {
            throw CloudWatchErrors.invalidValue("DashboardName", name);
        }
    }

    /** (CloudWatch API Reference, "Dashboard body structure and syntax") */
    private static void check(String text) {
        JsonNode body;
        try {
            body = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw CloudWatchErrors.invalidDashboard("Unable to parse the body: " + e.getOriginalMessage(), "/");
        }
        if (!body.isObject()) {
            throw CloudWatchErrors.invalidDashboard("Should be an object", "/");
        }
        JsonNode widgets = body.path("widgets");
        if (!widgets.isMissingNode() && !widgets.isArray()) {
            throw CloudWatchErrors.invalidDashboard("Should be an array", "/widgets");
        }
        if (widgets.size() > MOST_WIDGETS) {
            throw CloudWatchErrors.invalidDashboard("Should have at most " + MOST_WIDGETS + " items", "/widgets");
        }
        for (int i = 0; i < widgets.size(); i++) {
            if (!widgets.path(i).path("type").isTextual()) {
                throw CloudWatchErrors.invalidDashboard("Should have the required property 'type'", "/widgets/" + i);
            }
        }
    }

    private Dashboard require(String name) {
        return dashboards.get(name).orElseThrow(() -> CloudWatchErrors.noSuchDashboard(name));
    }

    GetDashboardResponse get(GetDashboardRequest request) {
        CloudWatchErrors.required("DashboardName", request.dashboardName());
        Dashboard dashboard = require(request.dashboardName());
        return GetDashboardResponse.builder()
                .dashboardArn(arn(dashboard.name()))
                .dashboardName(dashboard.name())
                .dashboardBody(dashboard.body())
                .build();
    }

    ListDashboardsResponse list(ListDashboardsRequest request) {
        List<Dashboard> found = dashboards.values().stream()
                .filter(dashboard -> request.dashboardNamePrefix() == null
                        || dashboard.name().startsWith(request.dashboardNamePrefix()))
                .toList();
        try {
            Page<Dashboard> page = Page.of(found, Dashboard::name, request.nextToken(), MOST_LISTED);
            return ListDashboardsResponse.builder()
                    .dashboardEntries(page.items().stream().map(this::entry).toList())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw CloudWatchErrors.badToken();
        }
    }

    private DashboardEntry entry(Dashboard dashboard) {
        return DashboardEntry.builder()
                .dashboardArn(arn(dashboard.name()))
                .dashboardName(dashboard.name())
                .lastModified(dashboard.modified())
                .size((long) dashboard.body().getBytes(StandardCharsets.UTF_8).length)
                .build();
    }

    /** Deletes all of them or, when one does not exist, none. */
    void delete(DeleteDashboardsRequest request) {
        if (request.dashboardNames().isEmpty()) {
            throw CloudWatchErrors.missing("DashboardNames");
        }
        context.store().write(() -> {
            request.dashboardNames().forEach(this::require);
            request.dashboardNames().forEach(dashboards::remove);
        });
    }
}
