// A shop that hears webhooks and keeps them as they came. Must not know what they tell.
import { createServer } from "node:http";

/** A listener on a free port of this machine: its `url`, what it has `heard`, and `close`. */
export const openReceiver = async () => {
  const heard = [];
  const listener = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    heard.push({ headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(204).end();
  });
  await new Promise((done) => listener.listen(0, "127.0.0.1", done));
  const close = () => {
    listener.closeAllConnections();
    return new Promise((done) => listener.close(done));
  };
  return { url: `http://127.0.0.1:${listener.address().port}/`, heard, close };
};

/**
 * The webhook of a payment that is made now, as the worker sent it to this shop: `headers` and
 * `body`, and both secrets that signed it, since the merchant has just changed them.
 */
export const hearPaid = async (receiver, { call, until, webhookSecret }) => {
  const { url: webhookUrl, heard } = receiver;
  const secretBefore = receiver.secret ?? webhookSecret;
  const told = await call("PATCH", "/webhooks", { webhookUrl, regenerateSecret: true });
  receiver.secret = told.body.secret;
  const { body } = await call("POST", "/invoices", { title: "Café, 2 × €3", amount: "6" });
  await call("POST", "/test/payments", { invoice: body.publicId });
  const paid = await until(() => heard.find((one) => tells(one, body.publicId)));
  return { ...paid, secret: receiver.secret, secretBefore };
};

const tells = ({ body }, id) => {
  const { event, publicId } = JSON.parse(body);
  return event === "invoice.paid" && publicId === id;
};
