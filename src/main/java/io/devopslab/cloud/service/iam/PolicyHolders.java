package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** What users, groups and roles have in common: policies written into them, and managed policies attached to them. */
final class PolicyHolders {

    private final Store store;
    private final Table<Holder> holders;

    PolicyHolders(Store store) {
        this.store = store;
        this.holders = store.table("policy-holders", Holder.class);
    }

    /** Which kind of entity holds policies, with the limits of its kind. */
    enum Kind {
        USER("user", 2_048),
        GROUP("group", 5_120),
        ROLE("role", 10_240);

        private final String word;
        private final int inlineSize;

        Kind(String word, int inlineSize) {
            this.word = word;
            this.inlineSize = inlineSize;
        }

        String word() {
            return word;
        }

        /** For example {@code PoliciesPerRole}. */
        String quota() {
            return "PoliciesPer" + word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
        }
    }

    /**
     * An entity's policies.
     *
     * @param name the entity's
     * @param id the entity's unique identifier
     * @param inline documents by the policies' names
     * @param attached ARNs
     */
    record Holder(Kind kind, String name, String id, Map<String, String> inline, List<String> attached) {
        Holder {
            inline = java.util.Collections.unmodifiableMap(new TreeMap<>(inline));
            attached = List.copyOf(attached);
        }
    }

    void add(Kind kind, String name, String id) {
        holders.put(key(kind, name), new Holder(kind, name, id, Map.of(), List.of()));
    }

    void rename(Kind kind, String from, String to) {
        holders.remove(key(kind, from))
                .ifPresent(h -> holders.put(key(kind, to), new Holder(kind, to, h.id(), h.inline(), h.attached())));
    }

    /** Removes an entity that must not hold policies any more. */
    void remove(Kind kind, String name) {
        Holder holder = get(kind, name);
        if (!holder.attached().isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must detach all policies first.");
        }
        if (!holder.inline().isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must delete policies first.");
        }
        holders.remove(key(kind, name));
    }

    Holder get(Kind kind, String name) {
        return holders.get(key(kind, name)).orElseThrow(() -> IamErrors.noSuchEntity(kind.word(), name));
    }

    List<Holder> attachedTo(String policyArn) {
        return holders.values().stream()
                .filter(holder -> holder.attached().contains(policyArn))
                .toList();
    }

    void put(Kind kind, String name, String policyName, String document) {
        change(kind, name, holder -> {
            Map<String, String> inline = new TreeMap<>(holder.inline());
            inline.put(policyName, document);
            int size = inline.values().stream().mapToInt(PolicyHolders::size).sum();
            if (size > kind.inlineSize) {
                throw IamErrors.limitExceeded("Maximum policy size of " + kind.inlineSize + " bytes exceeded for "
                        + kind.word() + " " + holder.name());
            }
            return new Holder(kind, holder.name(), holder.id(), inline, holder.attached());
        });
    }

    /** White space does not count (IAM User Guide, "IAM and AWS STS quotas"). */
    static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    String document(Kind kind, String name, String policyName) {
        String document = get(kind, name).inline().get(policyName);
        if (document == null) {
            throw IamErrors.noSuchEntity(kind.word() + " policy", policyName);
        }
        return document;
    }

    void delete(Kind kind, String name, String policyName) {
        change(kind, name, holder -> {
            Map<String, String> inline = new TreeMap<>(holder.inline());
            if (inline.remove(policyName) == null) {
                throw IamErrors.noSuchEntity(kind.word() + " policy", policyName);
            }
            return new Holder(kind, holder.name(), holder.id(), inline, holder.attached());
        });
    }

    /** Attaching twice is once. */
    void attach(Kind kind, String name, String policyArn) {
        change(kind, name, holder -> {
            if (holder.attached().contains(policyArn)) {
                return holder;
            }
            if (holder.attached().size() >= 10) {
                throw IamErrors.limitExceeded("Cannot exceed quota for " + kind.quota() + ": 10");
            }
            List<String> attached = new ArrayList<>(holder.attached());
            attached.add(policyArn);
            return new Holder(kind, holder.name(), holder.id(), holder.inline(), attached);
        });
    }

    void detach(Kind kind, String name, String policyArn) {
        change(kind, name, holder -> {
            List<String> attached = new ArrayList<>(holder.attached());
            if (!attached.remove(policyArn)) {
                throw IamErrors.noSuchEntity("Policy " + policyArn + " was not found.");
            }
            return new Holder(kind, holder.name(), holder.id(), holder.inline(), attached);
        });
    }

    /** The managed policies whose paths begin with {@code pathPrefix}; null stands for all. */
    List<AttachedPolicy> attached(Kind kind, String name, @Nullable String pathPrefix) {
        String prefix = pathPrefix == null ? "/" : pathPrefix;
        return get(kind, name).attached().stream()
                .filter(arn -> arn.substring(arn.indexOf('/')).startsWith(prefix))
                .map(arn -> AttachedPolicy.builder()
                        .policyArn(arn)
                        .policyName(arn.substring(arn.lastIndexOf('/') + 1))
                        .build())
                .toList();
    }

    private void change(Kind kind, String name, UnaryOperator<Holder> change) {
        store.write(() -> {
            Holder holder = get(kind, name);
            holders.put(key(kind, name), change.apply(holder));
        });
    }

    private static String key(Kind kind, String name) {
        return kind.word() + "/" + IamNames.key(name);
    }
}
