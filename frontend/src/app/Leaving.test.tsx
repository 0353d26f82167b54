import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, Link, Outlet, RouterProvider } from "react-router";
import { expect, it } from "vitest";
import { useTyped } from "../ui/Begun";
import { Leaving } from "./Leaving";

function Form({ isTyped }: { isTyped: boolean }) {
  useTyped(isTyped);
  return (
    <>
      <Link to="/app/elsewhere">Go</Link>
      <Link to="/sign-in">Sign out</Link>
    </>
  );
}

function open(isTyped: boolean) {
  const children = [
    { index: true, element: <Form isTyped={isTyped} /> },
    { path: "elsewhere", element: <Link to="/app">Back</Link> },
  ];
  const frame = (
    <>
      <Outlet />
      <Leaving />
    </>
  );
  const routes = [
    { path: "/app", element: frame, children },
    { path: "/sign-in", element: "The door" },
  ];
  const router = createMemoryRouter(routes, { initialEntries: ["/app"] });
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return userEvent.setup();
}

it("asks before something typed is left behind, and stays when it is wanted", async () => {
  const user = open(true);
  await user.click(screen.getByRole("link", { name: "Go" }));
  expect(await screen.findByText("Leave without saving?")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Stay here" }));
  expect(screen.getByRole("link", { name: "Go" })).toBeVisible();
  await user.click(screen.getByRole("link", { name: "Go" }));
  await user.click(await screen.findByRole("button", { name: "Leave" }));
  await user.click(await screen.findByRole("link", { name: "Back" }));
  expect(await screen.findByRole("link", { name: "Go" }), "with nothing left").toBeVisible();
});

it("lets go whoever typed nothing", async () => {
  const user = open(false);
  await user.click(screen.getByRole("link", { name: "Go" }));
  expect(await screen.findByRole("link", { name: "Back" })).toBeVisible();
  expect(screen.queryByText("Leave without saving?")).not.toBeInTheDocument();
});

it("stops nobody who has signed out", async () => {
  const user = open(true);
  await user.click(screen.getByRole("link", { name: "Sign out" }));
  expect(await screen.findByText("The door")).toBeVisible();
});
