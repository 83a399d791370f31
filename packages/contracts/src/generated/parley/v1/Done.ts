// Original file: proto/parley/v1/logic.proto


export interface Done {
}

export interface Done__Output {
}
