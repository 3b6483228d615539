export { NationMap, type Layer, type Picked } from "./map/nation_map";
