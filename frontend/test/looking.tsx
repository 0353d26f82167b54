import { screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import type { Me } from "../src/api/generated/api.schemas";
import { lookingOnly, me, renderApp } from "./render";
import { api, HttpResponse, http, server } from "./server";

interface Place {
  screen: ReactNode;
  /** What is seen by whoever may look only, too. */
  sees: (string | RegExp)[];
  /** What is there for its owner, and absent for whoever may look only. */
  acts: (string | RegExp)[];
  path?: string;
  answers?: Record<string, unknown>;
}

/** A page of items, as the API lists them. */
export const list = (...items: object[]) => ({ items, next: null });
/** For what a screen tells of and a test does not ask about. */
export const nobody = () => null;

function open({ screen: view, path, answers = {} }: Place, who: Me) {
  server.use(
    ...Object.entries(answers).map(([at, body]) =>
      http.get(api(at), () => HttpResponse.json(body as object)),
    ),
  );
  renderApp(view, { path, who });
}

const named = (name: string | RegExp) => [
  ...screen.queryAllByRole("button", { name, hidden: true }),
  ...screen.queryAllByRole("link", { name, hidden: true }),
];

/** Each place has its acts for its owner, and none of them for whoever may look only. */
export function theyOnlyLook(places: Record<string, Place>) {
  describe.each(Object.entries(places))("%s", (_, place) => {
    it("has its acts for its owner", async () => {
      open(place, me);
      for (const name of place.acts) {
        await waitFor(() => expect(named(name), String(name)).toHaveLength(1));
      }
    });

    it("offers none of them to whoever may look only", async () => {
      open(place, lookingOnly);
      for (const text of place.sees) await screen.findAllByText(text);
      for (const name of place.acts) expect(named(name), String(name)).toEqual([]);
    });
  });
}
