using System.Drawing;
using System.Globalization;

namespace NerWorkshop;

/// <summary>An opaque sRGB colour.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static readonly Rgb White = new(255, 255, 255);

    public static readonly Rgb Black = new(0, 0, 0);

    private static readonly Rgb DarkPage = new(0x1e, 0x1e, 0x1e);

    /// <summary>Relative luminance as WCAG 2.2 defines it, from 0 to 1.</summary>
    public double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    /// <summary>Black or white, whichever reads better on this colour: one of them has a contrast above 4.5.</summary>
    public Rgb TextColor => Contrast(Black) >= Contrast(White) ? Black : White;

    /// <summary>
    /// This colour, darker or lighter as need be to stand out as a line on white and on dark pages: a contrast of at
    /// least 3 to both.
    /// </summary>
    public Rgb LineColor
    {
        get
        {
            Rgb toward = Luminance > 0.2 ? Black : White;
            Rgb line = this;
            for (double share = 1; line.Contrast(White) < 3 || line.Contrast(DarkPage) < 3; share -= 0.01)
            {
                line = Over(toward, share);
            }

            return line;
        }
    }

    /// <summary>Reads <c>#rgb</c>, <c>#rrggbb</c> or a CSS colour name.</summary>
    /// <exception cref="FormatException">It is neither; nothing else is let into a style.</exception>
    public static Rgb Parse(string text)
    {
        string value = text.Trim();
        if (value.StartsWith('#'))
        {
            string digits = value.Length == 4
                ? string.Concat(value[1..].Select(digit => $"{digit}{digit}"))
                : value[1..];
            if (digits.Length == 6
                && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb))
            {
                return new Rgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
            }
        }
        else if (value.Length > 0 && char.IsAsciiLetter(value[0])
            && Enum.TryParse(
                value.Replace("grey", "gray", StringComparison.OrdinalIgnoreCase), true, out KnownColor name)
            && Color.FromKnownColor(name) is { IsSystemColor: false, A: 255 } color)
        {
            return new Rgb(color.R, color.G, color.B);
        }

        throw new FormatException($"'{text}' is not a colour. Write it as #rrggbb, #rgb or a CSS name such as gold.");
    }

    /// <summary>A colour from hue in degrees, saturation and lightness from 0 to 1.</summary>
    public static Rgb FromHsl(double hue, double saturation, double lightness)
    {
        double range = saturation * Math.Min(lightness, 1 - lightness);
        return new Rgb(Channel(0), Channel(8), Channel(4));

        byte Channel(int offset)
        {
            double k = (offset + hue / 30) % 12;
            return (byte)Math.Round(255 * (lightness - range * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1))));
        }
    }

    /// <summary>Contrast ratio as WCAG 2.2 defines it, from 1 to 21.</summary>
    public double Contrast(Rgb other)
    {
        double a = Luminance;
        double b = other.Luminance;
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>This colour laid over another with the given opacity.</summary>
    public Rgb Over(Rgb background, double opacity) => new(
        Mix(R, background.R, opacity), Mix(G, background.G, opacity), Mix(B, background.B, opacity));

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    private static byte Mix(byte top, byte bottom, double opacity) =>
        (byte)Math.Round(bottom + (top - bottom) * opacity);

    private static double Linear(byte channel)
    {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
