import { confirmAddress, exchangeLink, openLink, sendLinkCode, verifyLinkCode } from '@sefos/shared/contract/links.ts';
import { ApiClient } from './api-client.ts';
import { type Outbox, partsOf } from './outbox.ts';

/** A person without an account, over the API: gets as far as the door and stops there. */
export class LinkReader {
  readonly client: ApiClient;
  readonly link: string;

  constructor(url: string, link: string) {
    this.client = new ApiClient(url);
    this.client.linkId = partsOf(link).id;
    this.link = link;
  }

  exchange() {
    return this.client.call(exchangeLink, { body: partsOf(this.link) });
  }

  /** Exchanges the link and says the address; with e-mail alone that is all there is to identify. */
  async confirm(email: string) {
    await this.exchange();
    return this.client.call(confirmAddress, { body: { email } });
  }

  async identifyBySms(outbox: Outbox, phone: string) {
    const before = await outbox.to(phone);
    const { challengeId } = await this.client.call(sendLinkCode);
    return this.client.call(verifyLinkCode, { body: { challengeId, code: await outbox.code(phone, before) } });
  }

  open() {
    return this.client.call(openLink);
  }
}
