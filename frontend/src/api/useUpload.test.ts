import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HttpResponse, http, server } from "../../test/server";
import { ProblemError } from "./problem";
import { postFile, sendStraight, type Uploading } from "./upload";
import { stageOf, useUpload } from "./useUpload";

const file = new File(["%PDF-1.7"], "a.pdf", { type: "application/pdf" });
const STORE = "http://files.example/up";
const by = {
  link: vi.fn(async () => ({
    url: STORE,
    upload_id: "u-1",
    headers: { "Content-Type": "application/pdf" },
  })),
  finish: vi.fn(async (id: string) => `took ${id}`),
};

function way(): Uploading {
  return { onProgress: vi.fn(), onLost: vi.fn(), signal: new AbortController().signal, errand: {} };
}

/** Waits are over at once; returns how long they would have been. */
function hurry(): number[] {
  const { setTimeout } = globalThis;
  const waits: number[] = [];
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((then: () => void, wait = 0) => {
    if (wait < 1_000) return setTimeout(then, wait);
    waits.push(wait);
    return setTimeout(then);
  }) as typeof setTimeout);
  return waits;
}

beforeEach(() => vi.clearAllMocks());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function upload(send: (file: File, how: Uploading) => Promise<string>) {
  const onSent = vi.fn();
  return { onSent, ...renderHook(() => useUpload({ send, onSent })) };
}

function offline(): Promise<never> {
  return Promise.reject(ProblemError.offline());
}

describe("one upload", () => {
  it("says nothing more of what went wrong once it is stopped", async () => {
    const { result } = upload(offline);
    await act(async () => result.current.start(file));
    expect(result.current.failure).not.toBeNull();
    act(() => result.current.stop());
    expect(result.current.failure).toBeNull();
  });

  it("goes on where it stopped when it is tried again, and anew with another file", async () => {
    const errands: Uploading["errand"][] = [];
    const send = vi.fn((_: File, { errand }: Uploading): Promise<string> => {
      errands.push(errand);
      return offline();
    });
    const { result, onSent } = upload(send);
    await act(async () => result.current.start(file));
    expect(send).toHaveBeenCalledOnce();
    expect(result.current.sending).toBeNull();
    expect(result.current.failure).toContain("offline");
    await act(async () => result.current.retry?.());
    await act(async () => result.current.start(file));
    expect(errands[1]).toBe(errands[0]);
    expect(errands[2]).not.toBe(errands[0]);
    send.mockResolvedValueOnce("kept");
    await act(async () => result.current.retry?.());
    expect(onSent).toHaveBeenCalledExactlyOnceWith("kept", file);
    expect(result.current.failure).toBeNull();
  });

  it("is over without a word when it is stopped, also between two tries", async () => {
    vi.useFakeTimers();
    const link = vi.fn(offline);
    const { result } = upload((_, how) => sendStraight(file, how, { ...by, link }));
    act(() => result.current.start(file));
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(result.current.sending && stageOf(result.current.sending)).toMatch(/No connection/);
    act(() => result.current.stop());
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(link).toHaveBeenCalledTimes(1);
    expect([result.current.sending, result.current.failure]).toEqual([null, null]);
  });

  it("offers no second try for a file that is refused", async () => {
    const refused = new ProblemError({ type: "/problems/file-infected", title: "Harmful." });
    const { result } = upload(() => Promise.reject(refused));
    act(() => result.current.start(file));
    await waitFor(() => expect(result.current.failure).toBe("Harmful."));
    expect(result.current.retry).toBeNull();
  });
});

describe("a file sent straight into the storage", () => {
  it("is announced with its size, sent with the headers that were said, and taken over", async () => {
    const sent: unknown[] = [];
    server.use(
      http.put(STORE, async ({ request }) => {
        sent.push(request.headers.get("Content-Type"), await request.text());
        return new HttpResponse(null, { status: 200 });
      }),
    );
    expect(await sendStraight(file, way(), by)).toBe("took u-1");
    expect(by.link).toHaveBeenCalledWith({ file_name: "a.pdf", size_bytes: 8 });
    expect(sent).toEqual(["application/pdf", "%PDF-1.7"]);
  });

  it("repeats the step whose answer got lost, later each time, and no other", async () => {
    const waits = hurry();
    let puts = 0;
    const put = () => (++puts < 3 ? HttpResponse.error() : new HttpResponse(null));
    server.use(http.put(STORE, put));
    by.link.mockImplementationOnce(offline);
    by.finish.mockImplementationOnce(offline).mockImplementationOnce(offline);
    const how = way();
    expect(await sendStraight(file, how, by)).toBe("took u-1");
    expect([by.link.mock.calls.length, puts]).toEqual([2, 3]);
    expect(by.finish.mock.calls).toEqual([["u-1"], ["u-1"], ["u-1"]]);
    expect(waits).toEqual([1_000, 1_000, 3_000, 1_000, 3_000]);
    expect(how.onLost).toHaveBeenCalledTimes(5);
  });

  it("is neither announced nor sent again when only its taking over is tried again", async () => {
    const sent = vi.fn(() => new HttpResponse(null));
    server.use(http.put(STORE, sent));
    const away = new ProblemError({ type: "/problems/not-scanned" });
    by.finish.mockRejectedValueOnce(away);
    const how = way();
    await expect(sendStraight(file, how, by)).rejects.toBe(away);
    expect(await sendStraight(file, how, by)).toBe("took u-1");
    expect([by.link.mock.calls.length, sent.mock.calls.length]).toEqual([1, 1]);
  });

  it.each([
    ["storage-refused", () => new HttpResponse("<Error/>", { status: 403 }), 2],
    ["storage-unreachable", () => HttpResponse.error(), 1],
  ])("is not said to be there when the storage answers otherwise: %s", async (slug, no, links) => {
    hurry();
    server.use(http.put(STORE, no));
    const how = way();
    for (const _ of [1, 2]) {
      await expect(sendStraight(file, how, by)).rejects.toMatchObject({ slug });
    }
    expect(by.finish).not.toHaveBeenCalled();
    expect(by.link).toHaveBeenCalledTimes(links);
  });
});

describe("a file posted to the API", () => {
  it("is not sent again by itself: it may have arrived", async () => {
    const waits = hurry();
    const sent = vi.fn(() => HttpResponse.error());
    server.use(http.post(STORE, sent));
    await expect(postFile(STORE, file, way())).rejects.toMatchObject({ slug: "offline" });
    expect([sent.mock.calls.length, waits]).toEqual([1, []]);
  });
});
