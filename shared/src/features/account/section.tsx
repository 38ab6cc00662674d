export { Section, SectionBar } from '../../components/section.tsx';
