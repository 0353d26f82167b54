import { beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "../../api/problem";
import { AnswerQueue } from "./answerQueue";
import type { Value } from "./view";

const problem = (slug: string, title = "No.") =>
  new ProblemError({ type: `/problems/${slug}`, title });

let sent: [string, Value][];
let send: ReturnType<typeof vi.fn<(fieldId: string, value: Value) => Promise<unknown>>>;
let closed: string[];
let queue: AnswerQueue;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  closed = [];
  send = vi.fn(async (fieldId: string, value: Value) => sent.push([fieldId, value]));
  queue = new AnswerQueue({
    send: (fieldId, value) => send(fieldId, value),
    onChange: () => {},
    onClosed: ({ slug }) => closed.push(slug),
  });
  return () => vi.useRealTimers();
});

describe("answers on their way", () => {
  it("send one word, not each letter", async () => {
    for (const text of ["V", "Ve", "Vera"]) queue.answer("f_name", text, false);
    expect(queue.overall()).toBe("saving");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([["f_name", "Vera"]]);
    expect(queue.overall()).toBe("saved");
  });

  it("never let an older word of a field overtake a newer one", async () => {
    let arrive = () => {};
    send.mockImplementationOnce(
      (fieldId, value) =>
        new Promise<void>((resolve) => {
          arrive = () => {
            sent.push([fieldId, value]);
            resolve();
          };
        }),
    );
    queue.answer("f_name", "old", true);
    await vi.advanceTimersByTimeAsync(1);
    queue.answer("f_name", "new", true);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([]);
    arrive();
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([
      ["f_name", "old"],
      ["f_name", "new"],
    ]);
    expect(queue.savedOf("f_name")?.state).toBe("saved");
  });

  it("wait for a lost network and arrive when it is back", async () => {
    send.mockRejectedValueOnce(ProblemError.offline());
    send.mockRejectedValueOnce(ProblemError.offline());
    queue.answer("f_name", "Vera", true);
    await vi.advanceTimersByTimeAsync(10);
    expect(queue.overall()).toBe("waiting");
    expect(queue.unsaved()).toEqual({ f_name: "Vera" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(queue.overall()).toBe("waiting");
    queue.hurry();
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([["f_name", "Vera"]]);
    expect(queue.overall()).toBe("saved");
  });

  it("say what the server refuses, and forget it with the next answer", async () => {
    send.mockRejectedValueOnce(
      new ProblemError({
        type: "/problems/malformed",
        title: "Some of what was sent is not valid.",
        errors: { json: { value: ["Please use digits only."] } },
      }),
    );
    queue.answer("f_code", "abc", true);
    await vi.advanceTimersByTimeAsync(10);
    expect(queue.savedOf("f_code")).toEqual({
      state: "refused",
      message: "Please use digits only.",
    });
    queue.answer("f_code", "123", true);
    expect(queue.savedOf("f_code")?.message).toBeNull();
  });

  it("keep what cannot be right yet, and send it when all is sent", async () => {
    queue.answer("f_code", "12", false);
    queue.hold("f_code", "12a", null);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
    expect([queue.overall(), queue.unsaved()]).toEqual([null, { f_code: "12a" }]);
    const settled = queue.settled();
    await vi.advanceTimersByTimeAsync(10);
    expect(await settled).toBe(true);
    expect(sent).toEqual([["f_code", "12a"]]);
  });

  it("need a change once somebody was told, until they type on", async () => {
    queue.hold("f_code", "12a", "Please use digits only.");
    expect([queue.isRefused("f_code"), queue.overall()]).toEqual([true, "refused"]);
    queue.hold("f_code", "12ab", null);
    expect([queue.isRefused("f_code"), queue.overall()]).toEqual([false, null]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
  });

  it("do not send what cannot be right yet because of the network or another window", async () => {
    send.mockImplementationOnce(() => new Promise((_, reject) => setTimeout(reject, 50)));
    queue.answer("f_code", "12", true);
    await vi.advanceTimersByTimeAsync(10);
    queue.hold("f_code", "12a", null);
    await vi.advanceTimersByTimeAsync(5_000);
    queue.hurry();
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([]);
    expect(queue.savedOf("f_code")?.state).toBe("typing");
  });

  it("tell when the contract takes no more answers", async () => {
    send.mockRejectedValueOnce(problem("voided"));
    queue.answer("f_name", "Vera", true);
    await vi.advanceTimersByTimeAsync(10);
    expect(closed).toEqual(["voided"]);
  });

  it("are heard, too, when they are refused", async () => {
    send.mockRejectedValueOnce(problem("malformed"));
    queue.answer("f_name", "Vera", true);
    const settled = queue.settled();
    await vi.advanceTimersByTimeAsync(10);
    expect(await settled).toBe(true);
    expect(queue.isRefused("f_name")).toBe(true);
  });

  it("are asked about while they are typed: the server's word comes before the next field", async () => {
    send.mockRejectedValueOnce(problem("malformed"));
    queue.answer("f_name", "Ver", false);
    const asked = queue.heard("f_name");
    await vi.advanceTimersByTimeAsync(10);
    expect(await asked).toBe(false);
    queue.answer("f_name", "Vera", false);
    expect(await Promise.all([queue.heard("f_name"), vi.advanceTimersByTimeAsync(10)])).toContain(
      true,
    );
    expect(sent).toEqual([["f_name", "Vera"]]);
    expect(await queue.heard("f_other")).toBe(true);
  });

  it("hold nobody up where the network is away", async () => {
    send.mockRejectedValueOnce(ProblemError.offline());
    queue.answer("f_name", "Vera", false);
    const asked = queue.heard("f_name");
    await vi.advanceTimersByTimeAsync(10);
    expect(await asked).toBe(true);
    expect(queue.overall()).toBe("waiting");
  });

  it("wait for the code where one is asked for, and are sent then", async () => {
    send.mockRejectedValueOnce(problem("verification-required"));
    queue.answer("f_sign", { image_id: "i1" }, true);
    await vi.advanceTimersByTimeAsync(10);
    expect([closed, queue.overall(), sent]).toEqual([["verification-required"], "waiting", []]);
    queue.hurry();
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([["f_sign", { image_id: "i1" }]]);
    expect(queue.overall()).toBe("saved");
  });

  it("are all there before somebody signs, or it is known that they are not", async () => {
    queue.answer("f_name", "Vera", false);
    const settled = queue.settled();
    await vi.advanceTimersByTimeAsync(10);
    expect(await settled).toBe(true);
    send.mockRejectedValueOnce(ProblemError.offline());
    queue.answer("f_name", "Vera V.", false);
    const unsettled = queue.settled();
    await vi.advanceTimersByTimeAsync(10);
    expect(await unsettled).toBe(false);
  });
});
