namespace Hub.Features.Steering;

/// <summary>Sends people who face a long wait to where it is shorter.</summary>
public static class SteeringFeature
{
    public static readonly Feature Feature = new("Steering") { Endpoints = [Suggest.Map] };
}
