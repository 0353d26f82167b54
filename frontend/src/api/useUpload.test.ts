import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { HttpResponse, http, server } from "../../test/server";
import { ProblemError } from "./problem";
import { sendStraight, type Uploading } from "./upload";
import { stageOf, useUpload } from "./useUpload";

const file = new File(["%PDF-1.7"], "a.pdf", { type: "application/pdf" });
const STORE = "http://files.example/up";

afterEach(() => vi.useRealTimers());

function upload(send: (file: File, how: Uploading) => Promise<string>) {
  const onSent = vi.fn();
  return { onSent, ...renderHook(() => useUpload({ send, onSent })) };
}

describe("one upload", () => {
  it("tries again by itself when the connection was lost, each time later", async () => {
    vi.useFakeTimers();
    const send = vi.fn(async (): Promise<string> => {
      throw ProblemError.offline();
    });
    const { result, onSent } = upload(send);
    act(() => result.current.start(file));
    for (const [wait, calls] of [
      [999, 1],
      [1, 2],
      [3_000, 3],
      [9_000, 4],
    ] as const) {
      await act(() => vi.advanceTimersByTimeAsync(wait));
      expect(send).toHaveBeenCalledTimes(calls);
    }
    expect(result.current.sending).toBeNull();
    expect(result.current.failure).toContain("offline");
    send.mockResolvedValueOnce("kept");
    await act(async () => result.current.retry?.());
    expect(onSent).toHaveBeenCalledExactlyOnceWith("kept", file);
    expect(result.current.failure).toBeNull();
  });

  it("is over without a word when it is stopped, also between two tries", async () => {
    vi.useFakeTimers();
    const send = vi.fn(async (): Promise<string> => {
      throw ProblemError.offline();
    });
    const { result } = upload(send);
    act(() => result.current.start(file));
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(result.current.sending && stageOf(result.current.sending)).toMatch(/No connection/);
    act(() => result.current.stop());
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(send).toHaveBeenCalledTimes(1);
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
  const how = { onProgress: () => {}, signal: new AbortController().signal };
  const by = {
    link: vi.fn(async () => ({
      url: STORE,
      upload_id: "u-1",
      headers: { "Content-Type": "application/pdf" },
    })),
    finish: vi.fn(async (id: string) => `took ${id}`),
  };

  it("is announced with its size, sent with the headers that were said, and taken over", async () => {
    const sent: unknown[] = [];
    server.use(
      http.put(STORE, async ({ request }) => {
        sent.push(request.headers.get("Content-Type"), await request.text());
        return new HttpResponse(null, { status: 200 });
      }),
    );
    expect(await sendStraight(file, how, by)).toBe("took u-1");
    expect(by.link).toHaveBeenCalledWith({ file_name: "a.pdf", size_bytes: 8 });
    expect(sent).toEqual(["application/pdf", "%PDF-1.7"]);
  });

  it.each([
    ["storage-refused", () => new HttpResponse("<Error/>", { status: 403 })],
    ["storage-unreachable", () => HttpResponse.error()],
  ])("is not said to be there when the storage answers otherwise: %s", async (slug, answer) => {
    by.finish.mockClear();
    server.use(http.put(STORE, answer));
    await expect(sendStraight(file, how, by)).rejects.toMatchObject({ slug });
    expect(by.finish).not.toHaveBeenCalled();
  });
});
