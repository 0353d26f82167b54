import { Button } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { useState } from "react";
import type { Customer } from "../../api/generated/api.schemas";
import { MergeDialog } from "./MergeDialog";

/** For somebody who is there twice. */
export function MergeButton({ customer }: { customer: Customer }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowMerge size={16} />}
        onClick={() => setOpen(true)}
      >
        Merge with …
      </Button>
      {isOpen && <MergeDialog customer={customer} onClose={() => setOpen(false)} />}
    </>
  );
}
