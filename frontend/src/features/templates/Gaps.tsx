import { Text } from "@mantine/core";

/** What is still missing before contracts can be made of a template, in the server's words. */
export function Gaps({ gaps }: { gaps: readonly string[] }) {
  if (gaps.length === 0) return null;
  return (
    <section aria-label="Still missing">
      {gaps.map((sentence) => (
        <Text key={sentence} size="sm" mt="xs" c="var(--warn)">
          {sentence}
        </Text>
      ))}
    </section>
  );
}
