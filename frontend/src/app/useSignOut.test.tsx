import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, it } from "vitest";
import { me } from "../../test/render";
import { api, HttpResponse, http, server } from "../../test/server";
import { keys } from "../api/keys";
import { rememberMe, useMe } from "../api/session";
import { useForgetting, useSignOut } from "./useSignOut";

function Inside() {
  const { user } = useMe();
  const signOut = useSignOut();
  useForgetting();
  return (
    <button type="button" onClick={signOut}>
      {user.name}
    </button>
  );
}

it("leaves the screen as it is until the door has come, then forgets whose it was", async () => {
  server.use(http.post(api("/auth/sign-out"), () => new HttpResponse(null, { status: 204 })));
  const client = new QueryClient();
  client.setQueryData(keys.me, rememberMe(me));
  let come: () => void = () => undefined;
  const door = new Promise<{ element: string }>((resolve) => {
    come = () => resolve({ element: "The door" });
  });
  const routes = [
    { path: "/app", element: <Inside />, errorElement: "Something went wrong" },
    { path: "/sign-in", lazy: () => door },
  ];
  const router = createMemoryRouter(routes, { initialEntries: ["/app"] });
  const drawnWhenForgotten: string[] = [];
  client.getQueryCache().subscribe(({ type }) => {
    if (type === "removed") drawnWhenForgotten.push(document.body.textContent);
  });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await userEvent.click(await screen.findByRole("button", { name: me.user.name }));
  await waitFor(() => expect(router.state.navigation.state).toBe("loading"));
  expect(screen.getByRole("button", { name: me.user.name })).toBeVisible();
  come();
  expect(await screen.findByText("The door")).toBeVisible();
  await waitFor(() => expect(client.getQueryCache().getAll()).toHaveLength(0));
  expect(drawnWhenForgotten).toEqual(["The door"]);
});
