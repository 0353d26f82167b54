import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { makeQueryClient, Providers } from "./providers";

function Act({ send }: { send: () => Promise<unknown> }) {
  const act = useMutation({ mutationFn: send });
  return (
    <Button loading={act.isPending} onClick={() => act.mutate()}>
      Act
    </Button>
  );
}

it("sends once when somebody clicks twice", async () => {
  const send = vi.fn(() => new Promise(() => {}));
  render(
    <Providers client={makeQueryClient()} brand={undefined}>
      <Act send={send} />
    </Providers>,
  );
  const button = await screen.findByRole("button", { name: "Act" });
  // Of a real double click the second is an event of its own, after what the first one queued.
  button.click();
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
  expect(button).toBeDisabled();
  fireEvent.click(button);
  expect(send).toHaveBeenCalledOnce();
});
