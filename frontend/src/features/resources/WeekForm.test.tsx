import { useQuery } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { resource } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Resource } from "../../api/generated/api.schemas";
import { resourcesQuery } from "../../api/lists";
import { Begun } from "../../ui/Begun";
import { WeekForm } from "./WeekForm";

let standing: Resource[];

beforeEach(() => {
  server.use(http.get(api("/resources"), () => HttpResponse.json({ items: standing, next: null })));
});

function Page() {
  const [mia] = useQuery(resourcesQuery).data ?? [];
  return mia && <Begun now={mia}>{(begun) => <WeekForm resource={begun} mayEdit />}</Begun>;
}

it("keeps what is changed of a week while a save is on its way, as a change of what that save makes", async () => {
  const sent: unknown[] = [];
  let answer: () => void = () => undefined;
  server.use(
    http.put(api("/resources/r1/hours"), async ({ request }) => {
      const { hours } = (await request.json()) as Pick<Resource, "hours">;
      const version = Number(request.headers.get("If-Match")?.slice(1, -1));
      sent.push([version, hours.map(({ weekday }) => weekday)]);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      standing = [resource("r1", "Mia", { hours, version: version + 1 })];
      return HttpResponse.json(standing[0]);
    }),
  );
  standing = [resource("r1", "Mia", { hours: [] })];
  renderApp(<Page />);
  const open = (day: string) => fireEvent.click(screen.getByRole("switch", { name: day }));
  const save = () => fireEvent.click(screen.getByRole("button", { name: "Save hours" }));
  await screen.findByRole("switch", { name: "Monday" });
  open("Monday");
  save();
  await waitFor(() => expect(sent).toEqual([[1, [0]]]));
  open("Tuesday");
  answer();
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Save hours" })).not.toHaveAttribute("data-loading"),
  );
  expect(screen.getByRole("switch", { name: "Tuesday" })).toBeChecked();
  save();
  await waitFor(() => expect(sent[1]).toEqual([2, [0, 1]]));
  answer();
  await waitFor(() => expect(screen.getByRole("button", { name: "Save hours" })).toBeDisabled());
});

it("takes over the days that somebody else changed of a week, and is saved over that", async () => {
  const sent: unknown[] = [];
  const day = (weekday: number, opens: string) => ({ weekday, opens, closes: "17:00" });
  const theirs = resource("r1", "Mia", { hours: [day(0, "08:00"), day(2, "08:00")], version: 2 });
  standing = [resource("r1", "Mia", { hours: [] })];
  server.use(
    http.get(api("/resources/r1"), () => HttpResponse.json(theirs)),
    http.put(api("/resources/r1/hours"), async ({ request }) => {
      const { hours } = (await request.json()) as Pick<Resource, "hours">;
      sent.push([request.headers.get("If-Match"), hours]);
      return sent.length === 1
        ? problem(412, "stale", "Someone changed this in the meantime.")
        : HttpResponse.json({ ...theirs, hours, version: 3 });
    }),
  );
  renderApp(<Page />);
  fireEvent.click(await screen.findByRole("switch", { name: "Monday" }));
  const save = () => fireEvent.click(screen.getByRole("button", { name: "Save hours" }));
  save();
  expect(await screen.findByText(/Someone else changed this: “08:00–17:00”/)).toBeVisible();
  expect(screen.getByRole("switch", { name: "Wednesday" })).toBeChecked();
  expect(screen.getByLabelText("Monday, from")).toHaveValue("09:00");
  save();
  await waitFor(() => expect(sent[1]).toEqual(['"2"', [day(0, "09:00"), day(2, "08:00")]]));
});
