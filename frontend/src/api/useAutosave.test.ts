import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "./problem";
import { useAutosave } from "./useAutosave";

interface Thing {
  a: number;
  b: number;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe("saving by itself", () => {
  it("sends what was changed in a row at once", async () => {
    const save = vi.fn(async () => {});
    const { result } = renderHook(() => useAutosave<Thing>(save));
    act(() => result.current.push({ a: 1 }));
    act(() => result.current.push({ a: 2, b: 3 }));
    expect(result.current.state).toBe("waiting");
    await wait(1_000);
    expect(save.mock.calls).toEqual([[{ a: 2, b: 3 }]]);
    expect(result.current.state).toBe("saved");
  });

  it("waits for the one under way and then sends the rest", async () => {
    let finish = () => {};
    const save = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const { result } = renderHook(() => useAutosave<Thing>(save));
    act(() => result.current.push({ a: 1 }));
    await wait(1_000);
    act(() => result.current.push({ a: 2 }));
    await wait(1_000);
    expect(save).toHaveBeenCalledTimes(1);
    await act(async () => finish());
    expect(save.mock.calls).toEqual([[{ a: 1 }], [{ a: 2 }]]);
  });

  it("keeps what did not get through and sends it again", async () => {
    const save = vi.fn().mockRejectedValueOnce(ProblemError.offline()).mockResolvedValue(undefined);
    const { result } = renderHook(() => useAutosave<Thing>(save));
    act(() => result.current.push({ a: 1 }));
    await wait(1_000);
    expect(result.current.state).toBe("failed");
    act(() => result.current.push({ b: 2 }));
    await wait(5_000);
    expect(save).toHaveBeenLastCalledWith({ a: 1, b: 2 });
    expect(result.current.state).toBe("saved");
  });

  it("stops at somebody else's change until it is told to forget its own", async () => {
    const stale = new ProblemError({ type: "/problems/stale", title: "Changed meanwhile." });
    const save = vi.fn().mockRejectedValueOnce(stale).mockResolvedValue(undefined);
    const { result } = renderHook(() => useAutosave<Thing>(save));
    act(() => result.current.push({ a: 1 }));
    await wait(1_000);
    expect(result.current.state).toBe("stale");
    act(() => result.current.push({ a: 2 }));
    await wait(9_000);
    expect(save).toHaveBeenCalledTimes(1);
    act(() => result.current.discard());
    act(() => result.current.push({ a: 3 }));
    await wait(1_000);
    expect(save).toHaveBeenLastCalledWith({ a: 3 });
  });
});
