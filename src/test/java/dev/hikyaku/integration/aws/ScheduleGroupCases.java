package dev.hikyaku.integration.aws;

import static dev.hikyaku.integration.aws.SchedulerCases.far;
import static dev.hikyaku.integration.aws.SchedulerCases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Groups of schedules and their tags. */
interface ScheduleGroupCases extends SchedulerCases {
    private String newGroup(Object... more) {
        var parameters = new ArrayList<Object>(List.of("Name", newName()));
        parameters.addAll(List.of(more));
        return scheduler()
                .call("CreateScheduleGroup", parameters.toArray())
                .path("ScheduleGroupArn")
                .asString();
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Map<String, String> tag(String key, String value) {
        return Map.of("Key", key, "Value", value);
    }

    private Map<String, String> tags(String arn) {
        var tags = new TreeMap<String, String>();
        scheduler()
                .call("ListTagsForResource", "ResourceArn", arn)
                .path("Tags")
                .forEach(tag -> tags.put(tag.path("Key").asString(), tag.path("Value").asString()));
        return tags;
    }

    @Test
    default void aGroupIsReadAsItWasMade() {
        String arn = newGroup();
        String name = name(arn);
        assertThat(arn)
                .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule-group/" + name);
        JsonNode found = scheduler().call("GetScheduleGroup", "Name", name);
        assertThat(found.path("Arn").asString()).isEqualTo(arn);
        assertThat(found.path("Name").asString()).isEqualTo(name);
        assertThat(found.path("State").asString()).isEqualTo("ACTIVE");
        assertThat(found.path("CreationDate").asDouble()).isGreaterThan(1.7e9);
        assertThat(found.has("LastModificationDate")).isTrue();
    }

    @Test
    default void theDefaultGroupIsAlwaysThere() {
        JsonNode found = scheduler().call("GetScheduleGroup", "Name", "default");
        assertThat(found.path("State").asString()).isEqualTo("ACTIVE");
        assertRefused(() -> scheduler().call("DeleteScheduleGroup", "Name", "default"))
                .returns("ValidationException", AwsError::code);
        assertRefused(() -> scheduler().call("CreateScheduleGroup", "Name", "default"))
                .returns("ConflictException", AwsError::code);
    }

    @Test
    default void aGroupIsMadeOnce() {
        String name = name(newGroup());
        assertRefused(() -> scheduler().call("CreateScheduleGroup", "Name", name))
                .returns("ConflictException", AwsError::code)
                .returns(409, AwsError::status)
                .returns("Schedule group " + name + " already exists.", AwsError::message);
    }

    @Test
    default void theSameClientTokenMakesAGroupOnce() {
        String name = newName();
        var first = scheduler().call("CreateScheduleGroup", "Name", name, "ClientToken", "t");
        var again = scheduler().call("CreateScheduleGroup", "Name", name, "ClientToken", "t");
        assertThat(again).isEqualTo(first);
        assertRefused(() ->
                        scheduler().call("CreateScheduleGroup", "Name", name, "ClientToken", "u"))
                .returns("ConflictException", AwsError::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetScheduleGroup", "DeleteScheduleGroup"})
    default void aGroupThatIsNotThereIsMissing(String operation) {
        String name = newName();
        assertRefused(() -> scheduler().call(operation, "Name", name))
                .returns("ResourceNotFoundException", AwsError::code)
                .returns(404, AwsError::status)
                .returns("Schedule group " + name + " does not exist.", AwsError::message);
    }

    @Test
    default void schedulesNeedTheirGroup() {
        String group = newName();
        String name = newName();
        assertRefused(() -> create(with(far(name), "GroupName", group)))
                .returns("ResourceNotFoundException", AwsError::code)
                .returns("Schedule group " + group + " does not exist.", AwsError::message);
        assertRefused(() -> scheduler().call("GetSchedule", "Name", name, "GroupName", group))
                .returns("ResourceNotFoundException", AwsError::code);
    }

    @Test
    default void aGroupGoesWithItsSchedules() {
        String group = name(newGroup());
        for (int i = 0; i < 30; i++) {
            create(with(far("s" + i), "GroupName", group));
        }
        scheduler().call("DeleteScheduleGroup", "Name", group);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertRefused(() -> scheduler().call("GetScheduleGroup", "Name", group))
                                .returns("ResourceNotFoundException", AwsError::code));
        scheduler().call("CreateScheduleGroup", "Name", group);
        assertThat(scheduler().call("ListSchedules", "GroupName", group).path("Schedules"))
                .isEmpty();
        assertRefused(() -> scheduler().call("GetSchedule", "Name", "s1", "GroupName", group))
                .returns("ResourceNotFoundException", AwsError::code);
    }

    @Test
    default void groupsAreListedByNameAndInPages() {
        String prefix = newName();
        for (int i = 0; i < 5; i++) {
            scheduler().call("CreateScheduleGroup", "Name", prefix + i);
        }
        JsonNode all = scheduler().call("ListScheduleGroups", "NamePrefix", prefix);
        assertThat(all.path("ScheduleGroups")).hasSize(5);
        JsonNode page =
                scheduler().call("ListScheduleGroups", "NamePrefix", prefix, "MaxResults", 3);
        assertThat(page.path("ScheduleGroups")).hasSize(3);
        assertThat(page.path("ScheduleGroups").path(0).path("Name").asString())
                .isEqualTo(prefix + "0");
        JsonNode rest =
                scheduler()
                        .call(
                                "ListScheduleGroups",
                                "NamePrefix",
                                prefix,
                                "NextToken",
                                page.path("NextToken").asString());
        assertThat(rest.path("ScheduleGroups")).hasSize(2);
        assertThat(rest.has("NextToken")).isFalse();
    }

    @Test
    default void theDefaultGroupIsListed() {
        JsonNode all = scheduler().call("ListScheduleGroups", "NamePrefix", "default");
        assertThat(all.path("ScheduleGroups").path(0).path("Name").asString()).isEqualTo("default");
    }

    @Test
    default void tagsAreSetAndTakenAway() {
        String arn = newGroup("Tags", List.of(tag("a", "1")));
        assertThat(tags(arn)).isEqualTo(Map.of("a", "1"));
        scheduler()
                .call(
                        "TagResource",
                        "ResourceArn",
                        arn,
                        "Tags",
                        List.of(tag("a", "2"), tag("b:/x", "ü")));
        assertThat(tags(arn)).isEqualTo(Map.of("a", "2", "b:/x", "ü"));
        scheduler().call("UntagResource", "ResourceArn", arn, "TagKeys", List.of("b:/x", "none"));
        assertThat(tags(arn)).isEqualTo(Map.of("a", "2"));
    }

    @Test
    default void onlyGroupsHaveTags() {
        String schedule = create(far(newName()));
        assertRefused(() ->
                        scheduler()
                                .call(
                                        "TagResource",
                                        "ResourceArn",
                                        schedule,
                                        "Tags",
                                        List.of(tag("a", "1"))))
                .returns("ValidationException", AwsError::code);
        assertRefused(() ->
                        scheduler()
                                .call(
                                        "ListTagsForResource",
                                        "ResourceArn",
                                        "arn:aws:scheduler:us-east-1:000000000000:"
                                                + "schedule-group/"
                                                + newName()))
                .returns("ResourceNotFoundException", AwsError::code);
    }

    @Test
    default void reservedTagsAreRefused() {
        assertRefused(() -> newGroup("Tags", List.of(tag("aws:a", "1"))))
                .returns("ValidationException", AwsError::code);
    }
}
