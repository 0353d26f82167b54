import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import {
  MutationCache,
  notifyManager,
  QueryCache,
  QueryClient,
  QueryClientProvider,
} from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { keys } from "../api/keys";
import { rememberOwnChange } from "../api/ownChanges";
import { isProblem } from "../api/problem";
import { readNonce } from "../lib/bootstrap";
import { DEFAULT_BRAND, isHexColor } from "../lib/color";
import { themeOf, variablesResolver } from "../ui/theme";
import { toastProblem } from "../ui/toast";

const Toasts = lazy(() => import("../ui/Toasts"));
const schemes = localStorageColorSchemeManager();

const WORTH_RETRYING = ["offline", "unavailable", "unreadable", "contended"];

/** Who is signed in has changed, or what this page knows of them. */
const ASKS_WHO = ["not-signed-in", "visit-over", "csrf"];
/** Refused whatever the screen was about: said here for whoever says nothing of errors. */
const WHILE_VISITING = ["view-only", "not-while-visiting"];

/** A button that has sent its act is busy before the second click of a double click arrives. */
notifyManager.setScheduler(queueMicrotask);

/** Whoever hears "not signed in" asks again who is signed in; the shell does the rest. */
export function makeQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isProblem(error, ...ASKS_WHO)) client.invalidateQueries({ queryKey: keys.me });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, { options }) => {
        onError(error);
        if (!options.onError && isProblem(error, ...WHILE_VISITING)) toastProblem(error);
      },
      onSuccess: rememberOwnChange,
    }),
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
      <Suspense>
        <Toasts />
      </Suspense>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}
