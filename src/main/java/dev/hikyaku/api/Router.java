package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which service a request is for, and in which protocol. {@code X-Amz-Target} names a service of
 * AWS JSON by its prefix; a path that begins as those of a REST service do is that service's; all
 * else is the query protocol, whose services are told apart by the action, and, where several have
 * one of that name, by {@code Version} and then by the credential's scope.
 */
final class Router {
    /** HEAD is answered as GET is, without the body. */
    private static final Set<String> READ = Set.of("GET", "HEAD");

    private record Speaker<W>(Service service, W wire) {}

    private record Root(String path, Service service) {
        boolean covers(String requested) {
            return requested.startsWith(path)
                    && (requested.length() == path.length()
                            || requested.charAt(path.length()) == '/');
        }
    }

    private final List<Speaker<JsonWire>> json = new ArrayList<>();
    private final List<Speaker<QueryWire>> query = new ArrayList<>();
    private final Map<String, List<Speaker<QueryWire>>> queryByAction = new HashMap<>();
    private final List<Root> roots;

    Router(List<Service> services) {
        for (Service service : services) {
            if (service.json() != null) {
                json.add(new Speaker<>(service, service.json()));
            }
            if (service.query() != null) {
                add(new Speaker<>(service, service.query()));
            }
        }
        Service first = services.getFirst();
        if (json.isEmpty()) {
            json.add(new Speaker<>(first, JsonWire.of(first.name())));
        }
        if (query.isEmpty()) {
            query.add(new Speaker<>(first, new QueryWire("", "", null)));
        }
        this.roots = services.stream().flatMap(Router::roots).distinct().toList();
    }

    private void add(Speaker<QueryWire> speaker) {
        query.add(speaker);
        Stream.concat(
                        speaker.service.actions().keySet().stream(),
                        speaker.service.unsupported().stream())
                .forEach(action ->
                        queryByAction
                                .computeIfAbsent(action, first -> new ArrayList<>())
                                .add(speaker));
    }

    private static Stream<Root> roots(Service service) {
        return service.rest().stream().map(action -> new Root(action.root(), service));
    }

    /**
     * The protocol of a request.
     *
     * @throws ServiceException MethodNotAllowed, or MalformedInput if it has a form that cannot be
     *     read
     */
    Protocol protocol(ApiRequest request, Caller caller, String requestId) {
        boolean post = request.method().equals("POST");
        Protocol named = byHeadAlone(request, requestId);
        if (named instanceof AwsJson && !post) {
            throw notAllowed(request, "POST.");
        }
        if (named != null) {
            return named;
        }
        if (!post && !READ.contains(request.method())) {
            throw notAllowed(request, "POST or GET.");
        }
        Form form = form(request, post);
        Speaker<QueryWire> speaker = speaker(form, caller);
        addressed(form, speaker.wire, request);
        return new AwsQuery(form, requestId, speaker.service, speaker.wire);
    }

    /** The protocol as far as it is known without the body: enough to refuse the request in. */
    Protocol byHead(ApiRequest request, Caller caller, String requestId) {
        Protocol named = byHeadAlone(request, requestId);
        if (named != null) {
            return named;
        }
        Speaker<QueryWire> speaker = byCredential(query, caller);
        return new AwsQuery(Form.parse(""), requestId, speaker.service, speaker.wire);
    }

    private @Nullable Protocol byHeadAlone(ApiRequest request, String requestId) {
        String target = request.target();
        if (target != null || isAwsJson(request.contentType())) {
            Speaker<JsonWire> speaker = target == null ? json.getFirst() : byTarget(target);
            return new AwsJson(request, requestId, speaker.service, speaker.wire);
        }
        for (Root root : roots) {
            if (root.covers(request.path())) {
                return new RestJson(request, requestId, root.service);
            }
        }
        return null;
    }

    private static boolean isAwsJson(@Nullable String contentType) {
        return contentType != null && contentType.startsWith("application/x-amz-json");
    }

    private Speaker<JsonWire> byTarget(String target) {
        for (Speaker<JsonWire> speaker : json) {
            if (target.startsWith(speaker.wire.targetPrefix())) {
                return speaker;
            }
        }
        return json.getFirst();
    }

    private Speaker<QueryWire> speaker(Form form, Caller caller) {
        String action = Objects.requireNonNullElse(form.get(AwsQuery.ACTION), "");
        List<Speaker<QueryWire>> able = queryByAction.getOrDefault(action, query);
        if (able.size() == 1) {
            return able.getFirst();
        }
        String version = form.get("Version");
        for (Speaker<QueryWire> speaker : able) {
            if (speaker.wire.version().equals(version)) {
                return speaker;
            }
        }
        return byCredential(able, caller);
    }

    private static Speaker<QueryWire> byCredential(List<Speaker<QueryWire>> able, Caller caller) {
        Credential credential = able.size() == 1 ? null : caller.credential();
        if (credential != null) {
            for (Speaker<QueryWire> speaker : able) {
                if (speaker.service.name().equals(credential.service())) {
                    return speaker;
                }
            }
        }
        return able.getFirst();
    }

    private static Form form(ApiRequest request, boolean post) {
        return Form.parse(
                post
                        ? request.query()
                                + "&"
                                + new String(request.body(), StandardCharsets.ISO_8859_1)
                        : request.query());
    }

    /** The query protocol may address a queue by calling its URL. */
    private static void addressed(Form form, QueryWire wire, ApiRequest request) {
        String parameter = wire.urlParameter();
        if (parameter != null
                && (request.path().length() > 1 || request.host().contains(".queue."))) {
            form.putIfAbsent(parameter, "http://" + request.host() + request.path());
        }
    }

    private static ServiceException notAllowed(ApiRequest request, String instead) {
        return new ServiceException(
                ErrorCode.METHOD_NOT_ALLOWED,
                "The method " + request.method() + " is not allowed; use " + instead);
    }
}
