import { Button, Group } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ActivityPage } from "../../api/generated/api.schemas";
import { ExportButton } from "../../ui/ExportButton";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { EntryList } from "./EntryList";
import { type Choice, FilterBar } from "./FilterBar";
import { type ActivityFilters, isBackwards, useFilters } from "./useFilters";

interface ActivityBrowserProps {
  title: string;
  intro: string;
  emptyTitle: string;
  zone: string;
  locale: string;
  queryKey: readonly unknown[];
  load: (
    query: ActivityFilters & { after?: string; limit: number },
    signal: AbortSignal,
  ) => Promise<ActivityPage>;
  exportUrl: (filters: ActivityFilters) => string;
  fileName: string;
  people: Choice[];
  businesses?: Choice[];
  onSearchBusiness?: (text: string) => void;
  /** Above the list. */
  children?: ReactNode;
}

/** The audit as one reader sees it: filters, entries day by day, and the export. */
export function ActivityBrowser(props: ActivityBrowserProps) {
  const { title, intro, zone, locale, queryKey, load, businesses, children } = props;
  const { filters, change, clear, isFiltered } = useFilters();
  const found = useInfiniteQuery({
    queryKey: [...queryKey, filters],
    queryFn: ({ pageParam, signal }) => load({ ...filters, after: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: !isBackwards(filters),
  });
  const entries = isBackwards(filters)
    ? []
    : (found.data?.pages.flatMap(({ items }) => items) ?? []);
  return (
    <>
      <PageHead
        title={title}
        actions={<ExportButton url={props.exportUrl(filters)} fileName={props.fileName} />}
      >
        {intro}
      </PageHead>
      {children}
      <FilterBar
        filters={filters}
        groups={found.data?.pages[0]?.groups ?? []}
        people={props.people}
        businesses={businesses}
        onSearchBusiness={props.onSearchBusiness}
        isFiltered={isFiltered}
        onChange={change}
        onClear={clear}
      />
      {found.isLoading && <LoadingRows />}
      {found.isError && entries.length === 0 && (
        <ErrorState error={found.error} onRetry={found.refetch} />
      )}
      {found.isSuccess && !isBackwards(filters) && entries.length === 0 && (
        <EmptyState
          icon={IconHistory}
          title={isFiltered ? "Nothing like that has happened." : props.emptyTitle}
          action={
            isFiltered ? (
              <Button variant="default" onClick={clear}>
                Show everything
              </Button>
            ) : undefined
          }
        />
      )}
      {entries.length > 0 && (
        <EntryList entries={entries} zone={zone} locale={locale} showsBusiness={!!businesses} />
      )}
      {found.hasNextPage && entries.length > 0 && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            Show earlier
          </Button>
        </Group>
      )}
    </>
  );
}
