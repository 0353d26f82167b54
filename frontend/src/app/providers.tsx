import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { keys } from "../api/keys";
import { rememberOwnChange } from "../api/ownChanges";
import { isProblem } from "../api/problem";
import { readNonce } from "../lib/bootstrap";
import { DEFAULT_BRAND, isHexColor } from "../lib/color";
import { themeOf, variablesResolver } from "../ui/theme";

const schemes = localStorageColorSchemeManager();

const WORTH_RETRYING = ["offline", "unavailable", "unreadable", "contended"];

/** Whoever hears "not signed in" asks again who is signed in; the shell does the rest. */
export function makeQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isProblem(error, "not-signed-in")) client.invalidateQueries({ queryKey: keys.me });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError, onSuccess: rememberOwnChange }),
    defaultOptions: {
      queries: {
        retry: (count, error) => count < 2 && isProblem(error, ...WORTH_RETRYING),
        staleTime: 15_000,
      },
    },
  });
  return client;
}

interface ProvidersProps {
  client: QueryClient;
  brand: string | undefined;
  children: ReactNode;
}

export function Providers({ client, brand, children }: ProvidersProps) {
  const color = brand && isHexColor(brand) ? brand : DEFAULT_BRAND;
  const theme = useMemo(() => themeOf(color), [color]);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
      cssVariablesResolver={variablesResolver}
      getStyleNonce={readNonce}
    >
      <Notifications position="bottom-center" limit={3} zIndex={400} />
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}
