.DEFAULT_GOAL := help
.PHONY: help test check cross-check overload soak chaos fmt bench examples run demo clean

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
	rm -rf target bench/target examples/spring-cloud-aws/target examples/sqs-consumer/node_modules
