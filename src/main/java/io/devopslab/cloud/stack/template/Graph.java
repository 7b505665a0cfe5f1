package io.devopslab.cloud.stack.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who needs whom among the resources of a template. */
public final class Graph {

    private Graph() {}

    /** For each resource those that must stand before it. Names that are no resources given here are left out. */
    public static Map<String, Set<String>> of(Map<String, TemplateResource> resources) {
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        resources.forEach((name, resource) -> {
            References references = References.of(resource.properties()).and(resource.metadata());
            resource.updatePolicy().ifPresent(references::and);
            Set<String> needs = new LinkedHashSet<>(resource.dependsOn());
            needs.addAll(references.names());
            needs.addAll(references.attributes());
            needs.retainAll(resources.keySet());
            graph.put(name, needs);
        });
        return graph;
    }

    /** The same graph with its arrows turned around: who must go before whom can. */
    public static Map<String, Set<String>> reverse(Map<String, Set<String>> graph) {
        Map<String, Set<String>> reverse = new LinkedHashMap<>();
        graph.keySet().forEach(name -> reverse.put(name, new LinkedHashSet<>()));
        graph.forEach((name, needs) -> needs.forEach(needed -> {
            if (reverse.containsKey(needed)) {
                reverse.get(needed).add(name);
            }
        }));
        return reverse;
    }

    /**
     * Refuses circles.
     *
     * @throws TemplateException that names the resources of the circles
     */
    public static void requireAcyclic(Map<String, Set<String>> graph) {
        List<String> circle = new ArrayList<>(unordered(graph));
        if (!circle.isEmpty()) {
            Map<String, Set<String>> rest = new LinkedHashMap<>(Graph.reverse(graph));
            rest.keySet().retainAll(circle);
            rest.values().forEach(needs -> needs.retainAll(circle));
            // What only hangs on a circle, from above or below, is not part of it.
            circle.retainAll(unordered(rest));
            throw new TemplateException("Circular dependency between resources: [" + String.join(", ", circle) + "]");
        }
    }

    /** What cannot be put in an order, because it needs itself or something that cannot. */
    private static Set<String> unordered(Map<String, Set<String>> graph) {
        Set<String> left = new LinkedHashSet<>(graph.keySet());
        boolean progress = true;
        while (progress) {
            progress = left.removeIf(
                    name -> graph.getOrDefault(name, Set.of()).stream().noneMatch(left::contains));
        }
        return left;
    }

    /** The names in an order in which nobody comes before those it needs. */
    public static List<String> order(Map<String, Set<String>> graph) {
        Set<String> done = new LinkedHashSet<>();
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Map.Entry<String, Set<String>> entry : graph.entrySet()) {
                if (!done.contains(entry.getKey()) && done.containsAll(entry.getValue())) {
                    progress = done.add(entry.getKey());
                }
            }
        }
        return List.copyOf(done);
    }
}
