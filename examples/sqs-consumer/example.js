// Sends orders to a FIFO queue and reports to a standard one, consumes both, and exits with 0 if everything came and
// the orders of each customer came in order, else with 1.
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Consumer } from "sqs-consumer";

const AT_MOST_MILLIS = 30_000;
const CUSTOMERS = ["ada", "grace", "edsger", "barbara"];
const NUMBERS = Array.from({ length: 25 }, (_, i) => String(i + 1));

// The endpoint is all that Hikyaku needs; region and credentials may be anything, but the client wants some.
const sqs = new SQSClient({
  endpoint: process.env.HIKYAKU_ENDPOINT ?? "http://127.0.0.1:4566",
  region: "us-east-1",
  credentials: { accessKeyId: "any", secretAccessKey: "any" },
});

const ordersUrl = await createQueue("node-orders.fifo", { FifoQueue: "true" });
const reportsUrl = await createQueue("node-reports", {});
const orders = new Map(CUSTOMERS.map((customer) => [customer, []]));
const reports = new Set();

await send();
// Two consumers of one FIFO queue: the order within a group holds all the same. A batch is handled from its first
// message to its last, which handleMessage, called for all of them at once, would not do.
const consumers = [
  consumer(ordersUrl, { handleMessageBatch: takeOrders, suppressFifoWarning: true }),
  consumer(ordersUrl, { handleMessageBatch: takeOrders, suppressFifoWarning: true }),
  consumer(reportsUrl, { handleMessage: takeReport }),
];
consumers.forEach((each) => each.start());
const complete = await allCame();
// The process ends by itself when the polls that are out have been answered and the last messages deleted.
consumers.forEach((each) => each.stop());
process.exitCode = tell() && complete ? 0 : 1;

async function createQueue(QueueName, Attributes) {
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
}

async function send() {
  for (const number of NUMBERS) {
    const forAll = CUSTOMERS.map((customer) => ({
      Id: customer,
      MessageBody: number,
      MessageGroupId: customer,
      MessageDeduplicationId: randomUUID(),
    }));
    await sendBatch(ordersUrl, forAll);
    await sendBatch(reportsUrl, [{ Id: number, MessageBody: number }]);
  }
  console.log(`sent ${CUSTOMERS.length * NUMBERS.length} orders and ${NUMBERS.length} reports`);
}

async function sendBatch(QueueUrl, Entries) {
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  if (Failed.length > 0) throw new Error(`not sent: ${JSON.stringify(Failed)}`);
}

function consumer(queueUrl, options) {
  return Consumer.create({
    sqs,
    queueUrl,
    batchSize: 10,
    waitTimeSeconds: 1,
    messageSystemAttributeNames: ["MessageGroupId"],
    ...options,
  })
    .on("error", fail)
    .on("processing_error", fail);
}

async function takeOrders(messages) {
  messages.forEach((message) => orders.get(message.Attributes.MessageGroupId).push(message.Body));
  return messages; // those that are to be deleted
}

// In any order, and now and then twice: a report counts once.
async function takeReport(message) {
  reports.add(message.Body);
  return message;
}

async function allCame() {
  const deadline = Date.now() + AT_MOST_MILLIS;
  const all = () => [...orders.values(), [...reports]].every((came) => came.length >= NUMBERS.length);
  while (!all() && Date.now() < deadline) await pause(20);
  return all();
}

function tell() {
  const inOrder = CUSTOMERS.map((customer) => {
    const came = orders.get(customer).join(" ");
    const held = came === NUMBERS.join(" ");
    console.log(`${customer}: ${held ? "in order" : "NOT IN ORDER"}: ${came}`);
    return held;
  });
  console.log(`reports: ${reports.size} of ${NUMBERS.length}`);
  return inOrder.every(Boolean);
}

function fail(error) {
  console.error(error);
  process.exit(1);
}
