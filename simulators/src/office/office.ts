/**
 * A stand-in for Office.js: one script that defines `Office`. The product's pages load it in demo mode from where Microsoft's file
 * would come from.
 */
import { installOffice } from './install.ts';

installOffice(window);
