.DEFAULT_GOAL := help
.PHONY: help test check cross-check chaos overload soak sim sim-nightly fuzz power-loss crash fmt bench examples run demo clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

test: ## everything: format, warnings, unit, simulation and integration tests
	scripts/maven verify

check: ## what the compiler and the formatter say, no tests
	scripts/maven -q test-compile

cross-check: ## the integration cases against moto's server: where do the two differ?
	scripts/maven -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='Moto*Check'

overload: ## floods, slow clients, 10,000 connections, a full disk (as root)
	timeout 900 scripts/maven verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dit.test='OverloadIT,FullDiskIT' -Dhikyaku.overload.connections=10000

MINUTES ?= 30
RATE ?= 2000
soak: ## a mixed load for MINUTES at RATE messages a second, under a memory limit: does anything grow?
	scripts/maven verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=SoakRun \
	  -Dhikyaku.soak.minutes=$(MINUTES) -Dhikyaku.soak.rate=$(RATE)

CHAOS_MESSAGES ?= 200000
chaos: ## kills, signals and a worker that misbehaves, at length: about fifteen minutes
	timeout 1800 scripts/maven -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dit.test='*DeliveryChaosIT' -Dhikyaku.chaos.faults=5 -Dhikyaku.chaos.messages=$(CHAOS_MESSAGES) \
	  -Dhikyaku.chaos.fifo.messages=5000

FUZZ_SECONDS ?= 60
fuzz: ## fuzzing, FUZZ_SECONDS for each target, one after the other; see docs/FUZZING.md
	FUZZ_SECONDS=$(FUZZ_SECONDS) scripts/fuzz
	scripts/maven -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RequestFuzzIT \
	  -Dhikyaku.fuzz.seconds=$(FUZZ_SECONDS) -Dhikyaku.fuzz.seed=$$(date +%s)

ROUNDS ?=
power-loss: ## the power goes, 1,000 times (ROUNDS=N) in a server's life; takes Linux and cc
	scripts/maven -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=PowerLossIT \
	  -Dhikyaku.power.rounds=$(or $(ROUNDS),1000)

crash: ## a server under load is killed 200 times (ROUNDS=N)
	scripts/maven -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=CrashIT \
	  -Dhikyaku.crash.rounds=$(or $(ROUNDS),200)

SEED ?= 42
STEPS ?= 200000
SEEDS ?= 1
STORE ?= memory
sim: ## the simulator; SEED=42 STEPS=200000 SEEDS=1 STORE=memory|rocks, see docs/SIMULATION.md
	scripts/sim $(SEED) $(STEPS) $(SEEDS) $(STORE)

sim-nightly: ## a thousand seeds in memory, twenty on RocksDB
	scripts/sim 1 20000 1000 memory
	scripts/sim 1 20000 20 rocks

fmt: ## format the sources
	scripts/maven -q spotless:apply
	scripts/maven -q -f bench/pom.xml spotless:apply

bench: ## the benchmark; ARGS='--quick', PEER=elasticmq
	bench/run $(ARGS)

examples: ## existing SQS libraries against a server; downloads them
	examples/run

run: ## a server in this directory
	./hikyaku serve

demo: ## the main job, in one minute
	./hikyaku demo

clean: ## remove what was built
	rm -rf target bench/target bench/spring/target examples/spring-cloud-aws/target examples/sqs-consumer/node_modules
