package dev.hikyaku.api.events;

import dev.hikyaku.api.Action;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.JsonWire;
import dev.hikyaku.api.Service;
import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.Rule;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import java.util.List;
import java.util.Set;

/** Amazon EventBridge as this version serves it. Names: the service model of 2015-10-07. */
public final class EventsService {
    /** Of partners and of global endpoints. */
    private static final Set<String> UNSUPPORTED =
            Set.of(
                    "ActivateEventSource",
                    "CreateEndpoint",
                    "CreatePartnerEventSource",
                    "DeactivateEventSource",
                    "DeleteEndpoint",
                    "DeletePartnerEventSource",
                    "DescribeEndpoint",
                    "DescribeEventSource",
                    "DescribePartnerEventSource",
                    "ListEndpoints",
                    "ListEventSources",
                    "ListPartnerEventSourceAccounts",
                    "ListPartnerEventSources",
                    "PutPartnerEvents",
                    "UpdateEndpoint");

    private EventsService() {}

    public static Service create(Buses buses, Endpoint endpoint) {
        var events = new Events(buses, endpoint);
        return Service.of(
                "events",
                JsonWire.of("AWSEvents"),
                null,
                List.of(
                        new Action<>(
                                "CancelReplay", ReplayName.class, new CancelReplay(events)::handle),
                        new Action<>(
                                "CreateApiDestination",
                                CreateApiDestination.Request.class,
                                new CreateApiDestination(events)::handle),
                        new Action<>(
                                "CreateArchive",
                                CreateArchive.Request.class,
                                new CreateArchive(events)::handle),
                        new Action<>(
                                "CreateConnection",
                                CreateConnection.Request.class,
                                new CreateConnection(events)::handle),
                        new Action<>(
                                "CreateEventBus",
                                CreateEventBus.Request.class,
                                new CreateEventBus(events)::handle),
                        new Action<>(
                                "DeauthorizeConnection",
                                ConnectionName.class,
                                new DeauthorizeConnection(events)::handle),
                        new Action<>(
                                "DeleteApiDestination",
                                ApiDestinationName.class,
                                new DeleteApiDestination(events)::handle),
                        new Action<>(
                                "DeleteArchive",
                                ArchiveName.class,
                                new DeleteArchive(events)::handle),
                        new Action<>(
                                "DeleteConnection",
                                ConnectionName.class,
                                new DeleteConnection(events)::handle),
                        new Action<>(
                                "DeleteEventBus",
                                DeleteEventBus.Request.class,
                                new DeleteEventBus(events)::handle),
                        new Action<>(
                                "DeleteRule",
                                DeleteRule.Request.class,
                                new DeleteRule(events)::handle),
                        new Action<>(
                                "DescribeApiDestination",
                                ApiDestinationName.class,
                                new DescribeApiDestination(events)::handle),
                        new Action<>(
                                "DescribeArchive",
                                ArchiveName.class,
                                new DescribeArchive(events)::handle),
                        new Action<>(
                                "DescribeConnection",
                                ConnectionName.class,
                                new DescribeConnection(events)::handle),
                        new Action<>(
                                "DescribeEventBus",
                                DescribeEventBus.Request.class,
                                new DescribeEventBus(events)::handle),
                        new Action<>(
                                "DescribeReplay",
                                ReplayName.class,
                                new DescribeReplay(events)::handle),
                        new Action<>(
                                "DescribeRule", RuleName.class, new DescribeRule(events)::handle),
                        new Action<>(
                                "ListApiDestinations",
                                ListApiDestinations.Request.class,
                                new ListApiDestinations(events)::handle),
                        new Action<>(
                                "ListArchives",
                                ListArchives.Request.class,
                                new ListArchives(events)::handle),
                        new Action<>(
                                "ListConnections",
                                ListConnections.Request.class,
                                new ListConnections(events)::handle),
                        new Action<>(
                                "ListEventBuses",
                                ListEventBuses.Request.class,
                                new ListEventBuses(events)::handle),
                        new Action<>(
                                "ListReplays",
                                ListReplays.Request.class,
                                new ListReplays(events)::handle),
                        new Action<>(
                                "ListRuleNamesByTarget",
                                ListRuleNamesByTarget.Request.class,
                                new ListRuleNamesByTarget(events)::handle),
                        new Action<>(
                                "ListRules",
                                ListRules.Request.class,
                                new ListRules(events)::handle),
                        new Action<>(
                                "ListTagsForResource",
                                ListTagsForResource.Request.class,
                                new ListTagsForResource(events)::handle),
                        new Action<>(
                                "ListTargetsByRule",
                                ListTargetsByRule.Request.class,
                                new ListTargetsByRule(events)::handle),
                        new Action<>(
                                "PutEvents",
                                PutEvents.Request.class,
                                new PutEvents(events)::handle),
                        new Action<>(
                                "PutPermission",
                                PutPermission.Request.class,
                                new PutPermission(events)::handle),
                        new Action<>("PutRule", PutRule.Request.class, new PutRule(events)::handle),
                        new Action<>(
                                "PutTargets",
                                PutTargets.Request.class,
                                new PutTargets(events)::handle),
                        new Action<>(
                                "RemovePermission",
                                RemovePermission.Request.class,
                                new RemovePermission(events)::handle),
                        new Action<>(
                                "RemoveTargets",
                                RemoveTargets.Request.class,
                                new RemoveTargets(events)::handle),
                        new Action<>(
                                "StartReplay",
                                StartReplay.Request.class,
                                new StartReplay(events)::handle),
                        new Action<>(
                                "TagResource",
                                TagResource.Request.class,
                                new TagResource(events)::handle),
                        new Action<>(
                                "UntagResource",
                                UntagResource.Request.class,
                                new UntagResource(events)::handle),
                        new Action<>(
                                "UpdateApiDestination",
                                UpdateApiDestination.Request.class,
                                new UpdateApiDestination(events)::handle),
                        new Action<>(
                                "UpdateArchive",
                                UpdateArchive.Request.class,
                                new UpdateArchive(events)::handle),
                        new Action<>(
                                "UpdateConnection",
                                UpdateConnection.Request.class,
                                new UpdateConnection(events)::handle),
                        new Action<>(
                                "UpdateEventBus",
                                UpdateEventBus.Request.class,
                                new UpdateEventBus(events)::handle),
                        new Action<>(
                                "DisableRule",
                                RuleName.class,
                                new SetRuleState(events, Rule.DISABLED)::handle),
                        new Action<>(
                                "EnableRule",
                                RuleName.class,
                                new SetRuleState(events, Rule.ENABLED)::handle),
                        new Action<>(
                                "TestEventPattern",
                                TestEventPattern.Request.class,
                                new TestEventPattern()::handle)),
                UNSUPPORTED,
                EventsService::named);
    }

    /** What EventBridge calls an error that all services have in common. */
    private static ServiceError named(ErrorCode code) {
        return switch (code) {
            case INTERNAL_FAILURE -> EventError.INTERNAL;
            case REQUEST_THROTTLED -> EventError.THROTTLING;
            case UNSUPPORTED_OPERATION -> EventError.OPERATION_DISABLED;
            case INVALID_PARAMETER_VALUE, MISSING_PARAMETER -> EventError.VALIDATION;
            default -> code;
        };
    }
}
