package dev.hikyaku.api.scheduler;

import dev.hikyaku.api.Action;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.RestAction;
import dev.hikyaku.api.Service;
import dev.hikyaku.broker.schedules.Schedules;
import dev.hikyaku.schedule.ScheduleError;
import java.util.List;
import java.util.Map;

/** Amazon EventBridge Scheduler. Names: the service model of API version 2021-06-30. */
public final class SchedulerService {
    private static final String SCHEDULE = "/schedules/{Name}";
    private static final String GROUP = "/schedule-groups/{Name}";
    private static final String TAGS = "/tags/{ResourceArn}";
    private static final Map<String, String> IN_GROUP =
            Map.of("groupName", "GroupName", "clientToken", "ClientToken");
    private static final Map<String, String> TOKEN = Map.of("clientToken", "ClientToken");
    private static final Map<String, String> PAGE =
            Map.of(
                    "NamePrefix",
                    "NamePrefix",
                    "MaxResults",
                    "MaxResults",
                    "NextToken",
                    "NextToken");
    private static final Map<String, String> SCHEDULES_PAGE =
            Map.of(
                    "ScheduleGroup", "GroupName",
                    "NamePrefix", "NamePrefix",
                    "State", "State",
                    "MaxResults", "MaxResults",
                    "NextToken", "NextToken");

    private SchedulerService() {}

    /** Makes the service. */
    public static Service create(Schedules broker, Endpoint endpoint) {
        var schedules = new ScheduleActions(broker, endpoint);
        var groups = new GroupActions(broker.groups(), endpoint);
        return Service.rest(
                "scheduler",
                List.of(
                        RestAction.of(
                                "POST",
                                SCHEDULE,
                                new Action<>(
                                        "CreateSchedule",
                                        ScheduleRequest.class,
                                        schedules::create)),
                        RestAction.of(
                                "PUT",
                                SCHEDULE,
                                new Action<>(
                                        "UpdateSchedule",
                                        ScheduleRequest.class,
                                        schedules::update)),
                        RestAction.of(
                                "GET",
                                SCHEDULE,
                                IN_GROUP,
                                new Action<>(
                                        "GetSchedule",
                                        ScheduleActions.Named.class,
                                        schedules::get)),
                        RestAction.of(
                                "DELETE",
                                SCHEDULE,
                                IN_GROUP,
                                new Action<>(
                                        "DeleteSchedule",
                                        ScheduleActions.Named.class,
                                        schedules::delete)),
                        RestAction.of(
                                "GET",
                                "/schedules",
                                SCHEDULES_PAGE,
                                new Action<>(
                                        "ListSchedules",
                                        ScheduleActions.ListRequest.class,
                                        schedules::list)),
                        RestAction.of(
                                "POST",
                                GROUP,
                                new Action<>(
                                        "CreateScheduleGroup",
                                        GroupActions.Create.class,
                                        groups::create)),
                        RestAction.of(
                                "GET",
                                GROUP,
                                new Action<>(
                                        "GetScheduleGroup", GroupActions.Named.class, groups::get)),
                        RestAction.of(
                                "DELETE",
                                GROUP,
                                TOKEN,
                                new Action<>(
                                        "DeleteScheduleGroup",
                                        GroupActions.Named.class,
                                        groups::delete)),
                        RestAction.of(
                                "GET",
                                "/schedule-groups",
                                PAGE,
                                new Action<>(
                                        "ListScheduleGroups",
                                        GroupActions.ListRequest.class,
                                        groups::list)),
                        RestAction.of(
                                "GET",
                                TAGS,
                                new Action<>(
                                        "ListTagsForResource",
                                        GroupActions.Resource.class,
                                        groups::listTags)),
                        RestAction.of(
                                "POST",
                                TAGS,
                                new Action<>(
                                        "TagResource", GroupActions.TagRequest.class, groups::tag)),
                        RestAction.of(
                                "DELETE",
                                TAGS,
                                Map.of("TagKeys", "TagKeys"),
                                new Action<>(
                                        "UntagResource",
                                        GroupActions.UntagRequest.class,
                                        groups::untag))),
                ScheduleError::of);
    }
}
