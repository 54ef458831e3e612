package dev.hikyaku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WorkerTableTest {
    @Test
    void columnsAreAsWideAsTheyNeedToBe() {
        var workers =
                JsonMapper.shared()
                        .readTree(
                                """
                                [{"name":"mail","queues":["mail","bulk"],"stats":{"state":"receiving",
                                "busy":3,"waiting":0,"limit":10,"concurrency":50,"delivered":1234567890,
                                "failed":2,"idleMillis":4200}},
                                {"name":"a-longer-name","queues":["x"],"stats":{"state":"down",
                                "busy":0,"waiting":0,"limit":1,"concurrency":5,"delivered":0,
                                "failed":0,"idleMillis":7300000}}]
                                """);
        assertThat(WorkerTable.of(workers))
                .isEqualTo(
                        """
                        NAME           STATE      BUSY  WAITING  LIMIT  DELIVERED   FAILED  IDLE  QUEUES
                        mail           receiving  3     0        10/50  1234567890  2       4s    mail,bulk
                        a-longer-name  down       0     0        1/5    0           0       2h    x\
                        """);
    }
}
