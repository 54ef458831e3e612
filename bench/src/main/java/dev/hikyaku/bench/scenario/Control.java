package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Asking;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.server.Server;

/** The workers of a server, paused and resumed from outside. */
record Control(Bench bench, Server server) {
    void pause(String worker) {
        ask(worker + "/pause");
    }

    void resume(String worker) {
        ask(worker + "/resume");
    }

    private void ask(String what) {
        Asking.ask(
                bench.generator(),
                server.address(),
                Requests.plain("POST", server.address(), "/_hikyaku/workers/" + what));
    }
}
