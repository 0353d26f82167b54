import { Button } from "@mantine/core";
import { IconEraser } from "@tabler/icons-react";
import { useState } from "react";
import type { Customer } from "../../api/generated/api.schemas";
import { EraseDialog } from "./EraseDialog";

/** For somebody who is to be forgotten. */
export function EraseButton({ customer }: { customer: Customer }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconEraser size={16} />}
        onClick={() => setOpen(true)}
      >
        Erase
      </Button>
      {isOpen && <EraseDialog customer={customer} onClose={() => setOpen(false)} />}
    </>
  );
}
