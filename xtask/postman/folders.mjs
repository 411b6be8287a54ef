// The folders of the collection, in the order of a run.
import { DESCRIPTION } from "./description.mjs";
import { INVOICES } from "./invoices.mjs";

export const FOLDERS = [DESCRIPTION, INVOICES];
