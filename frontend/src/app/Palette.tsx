import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, type SpotlightActionData, spotlight } from "@mantine/spotlight";
import {
  IconFilePlus,
  IconFiles,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSun,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { listCustomers } from "../api/generated/api";
import { keys } from "../api/keys";
import { useMe } from "../api/session";
import { MAY, may, maySee } from "../lib/permissions";
import { nobodyText } from "../lib/search";
import { Face } from "../ui/Face";
import { useSearched } from "../ui/useSearched";
import { useDesk } from "./desk";
import type { NavigationItem } from "./navigation";
import { onAsked, PALETTE } from "./openers";
import { useSignOut } from "./useSignOut";

const LIST = "palette-list";
const icon = { size: 18, stroke: 1.7 } as const;

/** Opens at Ctrl/Cmd-K or when asked: every screen, the common acts and customers by name. */
export function Palette({ items }: { items: NavigationItem[] }) {
  const [query, setQuery] = useState("");
  const customers = useCustomerActions(query);
  const actions = useCommonActions();
  const navigate = useNavigate();
  // Customers come after the words were typed: Enter means the first of them all the same.
  useEffect(() => {
    if (customers.length === 0) return;
    const frame = requestAnimationFrame(() => {
      const list = document.querySelector(`.${LIST}`);
      if (list?.querySelector("[data-selected]")) return;
      list?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
    });
    return () => cancelAnimationFrame(frame);
  }, [customers]);
  useEffect(() => onAsked(PALETTE, spotlight.open), []);
  const screens: SpotlightActionData[] = items.map(({ path, label, icon: Icon }) => ({
    id: path,
    label,
    leftSection: <Icon {...icon} />,
    onClick: () => navigate(path),
  }));
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      attributes={{ content: { "aria-label": "Search or jump to" } }}
      classNames={{ actionsList: LIST }}
      shortcut="mod + K"
      limit={12}
      radius="lg"
      nothingFound={nobodyText(query, "Nothing has that name.")}
      highlightQuery
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} />,
        placeholder: "Search or jump to",
        "aria-label": "Search or jump to",
      }}
      actions={[
        { group: "Go to", actions: screens },
        { group: "Do", actions },
        ...(customers.length > 0 ? [{ group: "Customers", actions: customers }] : []),
      ]}
    />
  );
}

function useCommonActions(): SpotlightActionData[] {
  const me = useMe();
  const desk = useDesk();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const book: SpotlightActionData = {
    id: "new",
    label: "New appointment",
    keywords: "book add create",
    leftSection: <IconPlus {...icon} />,
    onClick: () => desk.newAppointment(),
  };
  const contract: SpotlightActionData = {
    id: "new-contract",
    label: "New contract",
    keywords: "sign signature send",
    leftSection: <IconFilePlus {...icon} />,
    onClick: () => navigate("/app/contracts/new"),
  };
  const templates: SpotlightActionData = {
    id: "templates",
    label: "Contract templates",
    keywords: "pdf form fields",
    leftSection: <IconFiles {...icon} />,
    onClick: () => navigate("/app/templates"),
  };
  return [
    ...(may(me, MAY.book) ? [book] : []),
    ...(may(me, MAY.sendContracts) ? [contract] : []),
    ...(maySee(me, MAY.editTemplates) ? [templates] : []),
    {
      id: "light",
      label: "Light colours",
      keywords: "theme scheme",
      leftSection: <IconSun {...icon} />,
      onClick: () => setColorScheme("light"),
    },
    {
      id: "dark",
      label: "Dark colours",
      keywords: "theme scheme",
      leftSection: <IconMoon {...icon} />,
      onClick: () => setColorScheme("dark"),
    },
    { id: "out", label: "Sign out", leftSection: <IconLogout {...icon} />, onClick: signOut },
  ];
}

function useCustomerActions(query: string): SpotlightActionData[] {
  const me = useMe();
  const navigate = useNavigate();
  const text = useSearched(query);
  const { data } = useQuery({
    queryKey: keys.customers.search(text),
    queryFn: ({ signal }) => listCustomers({ q: text, limit: 5 }, { signal }),
    enabled: text.length >= 2 && may(me, MAY.viewCustomers),
  });
  return (data?.items ?? []).map(({ id, name, email, phone }) => ({
    id,
    label: name,
    description: email ?? phone ?? undefined,
    keywords: query,
    leftSection: <Face name={name} size={24} />,
    onClick: () => navigate(`/app/customers?customer=${id}`),
  }));
}
